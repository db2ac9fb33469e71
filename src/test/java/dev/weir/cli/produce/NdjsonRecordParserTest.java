package dev.weir.cli.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.consume.format.ConsumeOutput;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdjsonRecordParserTest {

    private static final RecordDefaults PLAIN = new RecordDefaults(new TopicName("copy"), null, null, List.of());

    @Property(tries = 500)
    void parser_restores_the_record_that_consume_wrote(@ForAll("records") ConsumerRecord<byte[], byte[]> record) {
        for (var encoding : List.of("text", "json", "binary")) {
            var copy =
                    read(EmbeddedFormat.ofSent(encoding), new String(ConsumeOutput.asNdjson(record, encoding), UTF_8));

            assertThat(copy.topic()).isEqualTo("copy");
            assertThat(copy.key()).isEqualTo(record.key());
            assertThat(copy.value()).isEqualTo(record.value());
            assertThat(copy.timestamp()).isEqualTo(record.timestamp());
            assertThat(copy.partition()).isNull();
            assertThat(copy.headers()).isEqualTo(record.headers());
        }
    }

    @Property(tries = 2_000)
    void json_value_is_restored_or_written_as_base64(@ForAll("json") String json) {
        var bytes = json.getBytes(UTF_8);
        var record = new ConsumerRecord<>("orders", 0, 0, bytes, bytes);

        var copy = read(EmbeddedFormat.JSON, new String(ConsumeOutput.asNdjson(record, "json"), UTF_8));

        assertThat(copy.key()).isEqualTo(bytes);
        assertThat(copy.value()).isEqualTo(bytes);
    }

    /** Fragments of valid and almost valid JSON in random order. */
    @Provide
    Arbitrary<String> json() {
        return Arbitraries.of(
                        "null",
                        "true",
                        " ",
                        "\n",
                        "\r",
                        "\t",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"a\":1",
                        "\"\"",
                        "\"\\ud83d\\ude00\"",
                        "\"\\ud800\"",
                        "\"\\\"\"",
                        "0",
                        "-0",
                        "1e999",
                        "01",
                        "1.",
                        "9".repeat(1_001),
                        "\u2028",
                        "\"é\"",
                        "\ufeff",
                        "\0",
                        "{\"a\":1,\"a\":2}",
                        "[[1],{}]",
                        "/**/",
                        "'x'",
                        "NaN")
                .list()
                .ofMinSize(0)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,"b":[null]} | true
            "text"             | true
            -1.5e3             | true
            null               | false
            ` 1`               | false
            `1 `               | false
            {"a":1,"a":2}      | false
            [1]]               | false
            "\\ud800"          | false
            1,"x":2            | false
            """)
    void ambiguous_json_is_written_as_base64(String json, boolean isShown) {
        var line = new String(
                ConsumeOutput.asNdjson(new ConsumerRecord<>("orders", 0, 0, null, json.getBytes(UTF_8)), "json"),
                UTF_8);

        assertThat(line.contains("\"value\":")).isEqualTo(isShown);
        assertThat(line.contains("\"value_base64\":")).isEqualTo(!isShown);
        assertThat(read(EmbeddedFormat.JSON, line).value()).isEqualTo(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"998, true", "999, true", "1000, false", "1001, false", "100000, false"})
    void deeply_nested_json_is_written_as_base64(int depth, boolean isShown) {
        var json = "[".repeat(depth) + "]".repeat(depth);
        var line = new String(
                ConsumeOutput.asNdjson(new ConsumerRecord<>("orders", 0, 0, null, json.getBytes(UTF_8)), "json"),
                UTF_8);

        assertThat(line.contains("\"value\":")).isEqualTo(isShown);
        assertThat(read(EmbeddedFormat.JSON, line).value()).isEqualTo(json.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<ConsumerRecord<byte[], byte[]>> records() {
        var headers = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(5).filter(NdjsonRecordParserTest::isWhole), bytes())
                .as((name, value) -> (Header) new RecordHeader(name, value))
                .list()
                .ofMaxSize(4);
        return Combinators.combine(
                        bytes(), bytes(), headers, Arbitraries.longs().greaterOrEqual(0))
                .as((key, value, all, timestamp) -> new ConsumerRecord<>(
                        "orders",
                        3,
                        9,
                        timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value,
                        new RecordHeaders(all),
                        Optional.empty()));
    }

    /** Text, other bytes, and null. */
    private static Arbitrary<byte[]> bytes() {
        var text = Arbitraries.strings()
                .ofMaxLength(20)
                .filter(NdjsonRecordParserTest::isWhole)
                .map(each -> each.getBytes(UTF_8));
        return Arbitraries.oneOf(text, Arbitraries.bytes().array(byte[].class).ofMaxSize(20))
                .injectNull(0.1);
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Test
    void json_values_keep_their_bytes() {
        var record = read(EmbeddedFormat.JSON, "{\"key\": \"k\", \"value\": {\"a\" : 1.0} }");

        assertThat(record.key()).asString().isEqualTo("\"k\"");
        assertThat(record.value()).asString().isEqualTo("{\"a\" : 1.0}");
    }

    @Test
    void record_defaults_are_added_to_each_record() {
        var frame = new RecordDefaults(new TopicName("copy"), 2, 99L, List.of(new RecordHeader("all", null)));
        var line =
                "{\"value\":\"v\",\"timestamp\":5,\"partition\":7,\"headers\":[{\"key\":\"own\",\"value\":\"AA==\"}]}";

        var record = new NdjsonRecordParser(frame, EmbeddedFormat.TEXT, false).record(line.getBytes(UTF_8));

        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.timestamp()).isEqualTo(99);
        assertThat(record.headers()).extracting(Header::key).containsExactly("all", "own");
    }

    @Test
    void partition_of_the_line_is_kept_on_request() {
        var form = new NdjsonRecordParser(PLAIN, EmbeddedFormat.TEXT, true);

        assertThat(form.record("{\"value\":null,\"partition\":7}".getBytes(UTF_8))
                        .partition())
                .isEqualTo(7);
    }

    @Test
    void record_without_timestamp_has_none_before_the_send() {
        assertThat(read(EmbeddedFormat.TEXT, "{\"value\":\"v\",\"timestamp\":-1}")
                        .timestamp())
                .isNull();
    }

    @Test
    void blank_line_is_ignored() {
        assertThat(read(EmbeddedFormat.TEXT, " \r")).isNull();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `{}`,                                       no "value"
            `[]`,                                       not a JSON object
            `{"value":1}`,                              $.value
            `{"value":"a"} x`,                          not JSON
            `{"value":"a"}{}`,                          after the end
            `{"value":"a","value":"b"}`,                not JSON
            `{"value":"a","value_base64":"AA=="}`,      duplicate field
            `{"value":"a","key":"a","key_base64":null}`,duplicate field
            `{"value_base64":"A"}`,                     base64
            `{"value":"a","colour":1}`,                 colour
            `{"value":"a","timestamp":-5}`,             timestamp
            `{"value":"a","headers":{}}`,               headers
            `{"value":"YQ==","error":"not text"}`,      cannot be produced again
            `plain`,                                    not JSON
            """)
    void invalid_line_is_rejected_with_a_reason(String line, String what) {
        assertThatThrownBy(() -> read(EmbeddedFormat.TEXT, line))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(what)
                .hasMessageNotContaining("body");
    }

    private static ProducerRecord<byte[], byte[]> read(EmbeddedFormat format, String line) {
        return new NdjsonRecordParser(PLAIN, format, false).record(line.getBytes(UTF_8));
    }
}
