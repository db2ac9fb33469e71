package dev.weir.produce.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.0",
                "1.10",
                "1e400",
                "1E-400",
                "12345678901234567890123456789012345678901234567890",
                "3.14159265358979323846264338327950288419716939937510",
                "true",
                "false",
                "\"\"",
                "\"hello\"",
                "\"\\u0041\\/\\n\\\"\\\\\"",
                "\"é 日志 😀\"",
                "\"\\ud83d\\ude00\"",
                "{}",
                "[]",
                "{ \"b\" : 1.0 ,\n\t\"a\" : [ 1 , 2.50, { } , null ] }",
                "[[[\"}\"], \"]\"]]",
                "{\"日志\":{\"😀\":\"é\"}}"
            })
    void a_json_value_is_read_byte_for_byte(String value) {
        var record = read(EmbeddedFormat.JSON, "{\"key\":\"é😀\",\"value\":" + value + ",\"partition\":0}");

        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "\"日志\"", "{\"id\":7}", "[1, 2]", "true"})
    void a_json_key_is_read_byte_for_byte(String key) {
        var record = read(EmbeddedFormat.JSON, "{\"value\":\"é\", \"key\" :\t" + key + " }");

        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo(key);
    }

    @Test
    void white_space_around_a_value_is_not_part_of_it() {
        assertThat(read(EmbeddedFormat.JSON, "{\"value\" : \r\n 1 \t}").value())
                .asString()
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"JSON", "BINARY", "TEXT"})
    void a_null_value_is_a_tombstone_in_every_format(EmbeddedFormat format) {
        var record = read(format, "{\"key\":null,\"value\":null}");

        assertThat(record.value()).isNull();
        assertThat(record.key()).isNull();
    }

    @Test
    void the_text_null_is_not_a_tombstone() {
        assertThat(read(EmbeddedFormat.JSON, "{\"value\":\"null\"}").value())
                .asString()
                .isEqualTo("\"null\"");
    }

    @Test
    void a_binary_value_is_its_bytes() {
        assertThat(read(EmbeddedFormat.BINARY, "{\"value\":\"AP+AfwA=\"}").value())
                .containsExactly(0, 0xff, 0x80, 0x7f, 0);
    }

    @Test
    void a_text_value_is_its_utf_8_bytes_without_quotes_and_escapes() {
        assertThat(read(EmbeddedFormat.TEXT, "{\"value\":\"\\u65e5志 \\ud83d\\ude00\\n\"}")
                        .value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("日志 😀\n");
    }

    @ParameterizedTest
    @CsvSource({"BINARY", "TEXT"})
    void an_empty_string_is_an_empty_value_and_no_tombstone(EmbeddedFormat format) {
        assertThat(read(format, "{\"value\":\"\"}").value()).isEmpty();
    }

    @Test
    void omitted_fields_are_left_to_kafka() {
        var record = read(EmbeddedFormat.JSON, "{\"value\":1}");

        assertThat(record.topic()).isEqualTo("web_log");
        assertThat(record.key()).isNull();
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isNull();
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void a_null_field_is_the_same_as_an_omitted_field() {
        var record = read(EmbeddedFormat.JSON, "{\"value\":1,\"partition\":null,\"timestamp\":null,\"headers\":null}");

        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isNull();
        assertThat(record.headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_700_000_000_000L, RecordValidator.LATEST_TIMESTAMP})
    void a_timestamp_is_milliseconds(long timestamp) {
        assertThat(read(EmbeddedFormat.JSON, "{\"value\":1,\"timestamp\":" + timestamp + "}")
                        .timestamp())
                .isEqualTo(timestamp);
    }

    @Test
    void the_largest_partition_is_read() {
        assertThat(read(EmbeddedFormat.JSON, "{\"value\":1,\"partition\":2147483647}")
                        .partition())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void headers_keep_their_order_and_may_share_a_name() {
        var record = read(EmbeddedFormat.JSON, """
                {"value": 1, "headers": [
                    {"key": "b", "value": "AQ=="}, {"value": null, "key": "a"}, {"key": "b", "value": ""}, {"key": "", "value": "/w=="}
                ]}
                """);

        assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("b", "a", "b", "");
        assertThat(record.headers().toArray())
                .extracting(Header::value)
                .containsExactly(new byte[] {1}, null, new byte[0], new byte[] {-1});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # record                                                       | the place that is to blame
            1                                                              | $
            null                                                           | $
            []                                                             | $
            {}                                                             | $.value
            {"key":1}                                                      | $.value
            {"value":1,"colour":"red"}                                     | $.colour
            {"value":1,"bootstrap.servers":"evil:9092"}                    | $.bootstrap.servers
            {"value":1,"client.id":"me"}                                   | $.client.id
            {"value":1,"Value":2}                                          | $.Value
            {"value":1,"id":1}                                             | $.id
            {"value":1,"partition":1.9}                                    | $.partition
            {"value":1,"partition":1.0}                                    | $.partition
            {"value":1,"partition":1e1}                                    | $.partition
            {"value":1,"partition":"1"}                                    | $.partition
            {"value":1,"partition":true}                                   | $.partition
            {"value":1,"partition":[1]}                                    | $.partition
            {"value":1,"partition":-1}                                     | $.partition
            {"value":1,"partition":2147483648}                             | $.partition
            {"value":1,"partition":4294967296}                             | $.partition
            {"value":1,"partition":18446744073709551616}                   | $.partition
            {"value":1,"timestamp":-1}                                     | $.timestamp
            {"value":1,"timestamp":253402300800000}                        | $.timestamp
            {"value":1,"timestamp":9223372036854775808}                    | $.timestamp
            {"value":1,"timestamp":18446744073709551617}                   | $.timestamp
            {"value":1,"timestamp":"2026-01-01T00:00:00Z"}                 | $.timestamp
            {"value":1,"timestamp":1.5}                                    | $.timestamp
            {"value":1,"headers":{}}                                       | $.headers
            {"value":1,"headers":"a"}                                      | $.headers
            {"value":1,"headers":[1]}                                      | $.headers[0]
            {"value":1,"headers":[{"key":"a","value":""},null]}            | $.headers[1]
            {"value":1,"headers":[{}]}                                     | $.headers[0]
            {"value":1,"headers":[{"key":"a"}]}                            | $.headers[0]
            {"value":1,"headers":[{"value":"AQ=="}]}                       | $.headers[0]
            {"value":1,"headers":[{"key":null,"value":"AQ=="}]}            | $.headers[0].key
            {"value":1,"headers":[{"key":1,"value":"AQ=="}]}               | $.headers[0].key
            {"value":1,"headers":[{"key":"a","value":1}]}                  | $.headers[0].value
            {"value":1,"headers":[{"key":"a","value":"AQ"}]}               | $.headers[0].value
            {"value":1,"headers":[{"key":"a","value":"AQ==","x":1}]}       | $.headers[0].x
            """)
    void an_invalid_record_is_refused_with_the_json_path(String json, String place) {
        var refusal = catchThrowableOfType(Failure.class, () -> read(EmbeddedFormat.JSON, json));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(refusal.details()).singleElement().asString().startsWith(place + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TEXT   | 1
            TEXT   | true
            TEXT   | 1.5
            TEXT   | {"a":1}
            TEXT   | ["a"]
            BINARY | 1
            BINARY | false
            BINARY | {}
            """)
    void a_value_of_the_wrong_kind_for_its_format_is_422(EmbeddedFormat format, String value) {
        var refusal = catchThrowableOfType(Failure.class, () -> read(format, "{\"value\":" + value + "}"));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.UNPROCESSABLE);
        assertThat(refusal.details()).singleElement().asString().startsWith("$.value: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "A===", "-_-_", "AR==", " AQ=="})
    void a_binary_value_that_is_not_base64_is_400(String value) {
        var refusal =
                catchThrowableOfType(Failure.class, () -> read(EmbeddedFormat.BINARY, "{\"value\":\"" + value + "\"}"));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(refusal.details()).singleElement().asString().startsWith("$.value: ");
    }

    @Test
    void an_unknown_field_is_shown_without_its_control_characters() {
        var refusal =
                catchThrowableOfType(Failure.class, () -> read(EmbeddedFormat.JSON, "{\"value\":1,\"\\u001b[2J\":1}"));

        assertThat(refusal).hasMessageContaining("$.\\u001b[2J");
    }

    private static ProducerRecord<byte[], byte[]> read(EmbeddedFormat format, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        try (var at = StrictJson.parser(body)) {
            at.nextToken();
            return new RecordReader(format, body, BodyPath.ROOT, false).read(at, new TopicName("web_log"), null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
