package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {

    @Test
    void records_are_read_in_order() {
        var records = read("""
                {"records": [{"value": {"n": 1.0}}, {"key": "é😀", "value": "二"}, {"value": null}, {"value": 4}]}
                """);

        assertThat(records)
                .extracting(
                        record -> record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("{\"n\": 1.0}", "\"二\"", null, "4");
    }

    @Test
    void an_empty_array_has_no_records() {
        assertThat(read("{\"records\":[]}")).isEmpty();
    }

    @Test
    void each_record_may_name_its_partition() {
        assertThat(read("{\"records\":[{\"value\":1,\"partition\":2},{\"value\":1},{\"value\":1,\"partition\":0}]}"))
                .extracting(ProducerRecord::partition)
                .containsExactly(2, null, 0);
    }

    @Test
    void the_partition_in_the_path_is_for_all_records() {
        assertThat(read("{\"records\":[{\"value\":1},{\"value\":1,\"partition\":null}]}", 3))
                .extracting(ProducerRecord::partition)
                .containsExactly(3, 3);
    }

    @Test
    void a_partition_of_a_record_beside_the_one_in_the_path_is_refused() {
        var refusal = refusal("{\"records\":[{\"value\":1},{\"value\":1,\"partition\":3}]}", 3);

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(refusal.details()).singleElement().asString().startsWith("$.records[1].partition: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"records\"",
                "[]",
                "[{\"value\":1}]",
                "{\"records\":null}",
                "{\"records\":{}}",
                "{\"records\":\"a\"}",
                "{\"records\":[1]}",
                "{\"records\":[null]}",
                "{\"records\":[[]]}",
                "{\"records\":[]",
                "{\"records\":[{\"value\":1}",
                "{\"records\":[{\"value\":1}]",
                "{\"records\":[{\"value\":\"a}]}",
                "{\"records\":[{\"value\":}]}",
                "{\"records\":[{\"value\":1},]}",
                "{\"records\":[{\"value\":1,}]}",
                "{\"records\":[{\"value\":NaN}]}",
                "{\"records\":[]} x",
                "{\"records\":[]}{}",
                "{\"records\":[]},",
                "{\"records\":[],\"records\":[]}",
                "{\"records\":[{\"value\":1,\"value\":2}]}",
                "{\"records\":[{\"value\":{\"a\":1,\"a\":2}}]}",
                "{\"records\":[{\"value\":\"\\ud83d\"}]}",
                "{\"records\":[{\"value\":\"\u0000\"}]}",
                "{\"records\":[],\"value_schema\":\"{}\"}",
                "{\"value_schema_id\":1,\"records\":[]}",
                "records=1"
            })
    void an_invalid_body_is_refused(String body) {
        assertThat(refusal(body, null).kind()).isEqualTo(Failure.Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                                        | the place that is to blame
            null                                                          | $
            []                                                            | $
            {"records":[]} {}                                             | $
            {"records":null}                                              | $.records
            {"record":[]}                                                 | $.record
            {"records":[{"value":1},{"value":1},7]}                       | $.records[2]
            {"records":[{"value":1},{"key":1}]}                           | $.records[1].value
            {"records":[{"value":1},{"value":1,"headers":[{"key":"a"}]}]} | $.records[1].headers[0]
            """)
    void the_failure_has_the_json_path_of_an_invalid_record(String body, String place) {
        assertThat(refusal(body, null).details()).singleElement().asString().startsWith(place + ": ");
    }

    @Test
    void a_body_without_records_is_422() {
        var refusal = refusal("{}", null);

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.UNPROCESSABLE);
        assertThat(refusal.details()).singleElement().asString().startsWith("$.records: ");
    }

    @Test
    void a_value_nested_too_deep_is_refused() {
        var deep = "[".repeat(1_000) + "]".repeat(1_000);

        assertThat(refusal("{\"records\":[{\"value\":" + deep + "}]}", null).kind())
                .isEqualTo(Failure.Kind.INVALID);
    }

    @Test
    void one_invalid_record_refuses_the_whole_body() {
        var refusal = refusal("{\"records\":[{\"value\":1},{\"value\":1,\"partition\":1.9}]}", null);

        assertThat(refusal.details()).singleElement().asString().startsWith("$.records[1].partition: ");
    }

    private static Failure refusal(String body, Integer partition) {
        return catchThrowableOfType(Failure.class, () -> read(body, partition));
    }

    private static List<ProducerRecord<byte[], byte[]>> read(String body) {
        return read(body, null);
    }

    private static List<ProducerRecord<byte[], byte[]>> read(String body, Integer partition) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return new BatchReader(new TopicName("web_log"), partition, EmbeddedFormat.JSON, bytes).records();
    }
}
