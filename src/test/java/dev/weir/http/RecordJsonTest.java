package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

    private static final byte[] BINARY = {(byte) 0xff, 0, 1};

    @Test
    void a_record_has_partition_offset_and_timestamp_and_no_headers_field_without_headers() {
        assertThat(json(record(utf8("\"k\""), utf8("{\"n\":1}")), EmbeddedFormat.JSON))
                .isEqualTo("""
                        {"topic":"t","key":"k","value":{"n":1},"partition":2,"offset":3,"timestamp":4}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"n":1} | 7 | auto | {"n":1}      | ,"value_format":"json"
            {"n":1} | 4 | auto | "{\\"n\\""   | ,"value_format":"text","value_size":7,"truncated":true
            {"n":1} | 4 | json | "{\\"n\\""   | ,"value_format":"text","value_size":7,"truncated":true
            {"n":1} | 0 | text | ""           | ,"value_format":"text","value_size":7,"truncated":true
            日本    | 5 | text | "日"         | ,"value_format":"text","value_size":6,"truncated":true
            """)
    void a_long_value_is_truncated_between_two_characters(
            String value, int most, String format, String shown, String fields) {
        var out = Buffer.buffer();
        RecordJson.append(out, record(null, utf8(value)), EmbeddedFormat.fromString(format), most);

        assertThat(out.toString())
                .isEqualTo("{\"topic\":\"t\",\"key\":null,\"value\":" + shown
                        + ",\"partition\":2,\"offset\":3,\"timestamp\":4" + fields + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e308",
                "-0",
                "true",
                "null",
                "\"\"",
                "[]",
                "{\"b\":1,\"a\":2,\"b\":3}",
                "  {\"a\" : 1 } ",
                "\"\\ud83d\\ude00\"",
                "\"这是第1条消息\"",
                "123456789012345678901234567890123456789012345678901234567890.5"
            })
    void json_is_written_byte_for_byte(String value) {
        assertThat(json(record(null, utf8(value)), EmbeddedFormat.JSON))
                .contains("\"value\":" + value + ",\"partition\"");
    }

    @Test
    void json_on_several_lines_is_written_on_one() {
        assertThat(json(record(null, utf8("{\r\n\t\"a\":\n1}")), EmbeddedFormat.JSON))
                .contains("\"value\":{  \t\"a\": 1},\"partition\"")
                .doesNotContain("\n", "\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "{}{}",
                "1 2",
                "01",
                "NaN",
                "'a'",
                "[1,]",
                "\"a\nb\"",
                "\"\\x\"",
                "// c\n1",
                "\ufeff1",
                "1\u0000",
                "{\u0000\"\u0000a\u0000\"\u0000:\u00001\u0000}\u0000"
            })
    void bytes_that_are_not_json_are_written_as_base64_with_an_error(String value) {
        var json = new JsonObject(json(record(utf8("\"k\""), utf8(value)), EmbeddedFormat.JSON));

        assertThat(base64(json, "value")).isEqualTo(utf8(value));
        assertThat(json.getString("key")).isEqualTo("k");
        assertThat(json.getString("error")).isEqualTo("The value cannot be shown as json; it is base64 here");
    }

    static List<String> whatSomeParserRefuses() {
        return List.of(
                "[".repeat(61) + "]".repeat(61),
                "{\"a\":".repeat(1_001) + "1" + "}".repeat(1_001),
                "[".repeat(200_000),
                "9".repeat(301),
                "[0." + "1".repeat(200_000) + "]",
                "{\"n\":1e400}",
                "-1.0e999999999999",
                "{\"" + "n".repeat(50_001) + "\":1}",
                "\"\\ud83d\"",
                "{\"a\":[\"\\uDC00\\ud83d\"]}",
                "{\"\\udfff\":1}");
    }

    @ParameterizedTest
    @MethodSource("whatSomeParserRefuses")
    void json_that_some_parser_rejects_is_written_as_base64_with_an_error(String text) {
        var value = utf8(text);

        var json = new JsonObject(json(record(null, value), EmbeddedFormat.JSON));

        assertThat(base64(json, "value")).isEqualTo(value);
        assertThat(json.getString("error")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void json_that_every_parser_can_nest_is_written_byte_for_byte(int depth) {
        var value = "[".repeat(depth) + "9".repeat(300) + "]".repeat(depth);

        assertThat(json(record(null, utf8(value)), EmbeddedFormat.JSON)).contains("\"value\":" + value + ",");
    }

    @Test
    void auto_writes_json_else_text_else_base64_with_the_format() {
        assertThat(json(record(utf8("k1"), utf8("{\"n\":1}")), EmbeddedFormat.AUTO))
                .isEqualTo("""
                        {"topic":"t","key":"k1","value":{"n":1},"partition":2,"offset":3,"timestamp":4,\
                        "key_format":"text","value_format":"json"}""");
        assertThat(json(record(BINARY, utf8("[1,")), EmbeddedFormat.AUTO))
                .contains("\"key\":\"/wAB\",\"value\":\"[1,\"", "\"key_format\":\"binary\",\"value_format\":\"text\"")
                .doesNotContain("error");
        assertThat(json(record(null, null), EmbeddedFormat.AUTO)).contains("\"key\":null,\"value\":null");
    }

    @Test
    void a_value_whose_bytes_were_dropped_is_null_with_an_error() {
        var record = new ConsumerRecord<byte[], byte[]>(
                "t",
                2,
                3,
                4,
                TimestampType.CREATE_TIME,
                1,
                9_000,
                utf8("k"),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());

        var json = new JsonObject(json(record, EmbeddedFormat.BINARY));

        assertThat(json.getString("key")).isEqualTo("aw==");
        assertThat(json.getValue("value")).isNull();
        assertThat(json.getString("error")).startsWith("The value has 9000 bytes, more than");
    }

    @Test
    void a_key_that_cannot_be_represented_does_not_affect_the_value() {
        var json = new JsonObject(json(record(BINARY, utf8("{\"n\":1}")), EmbeddedFormat.JSON));

        assertThat(base64(json, "key")).isEqualTo(BINARY);
        assertThat(json.getJsonObject("value").getInteger("n")).isEqualTo(1);
        assertThat(json.getString("error")).startsWith("The key cannot");
    }

    @Test
    void key_and_value_that_cannot_be_represented_are_both_base64() {
        var json = new JsonObject(json(record(BINARY, BINARY), EmbeddedFormat.TEXT));

        assertThat(base64(json, "key")).isEqualTo(BINARY);
        assertThat(base64(json, "value")).isEqualTo(BINARY);
        assertThat(json.getString("error")).isEqualTo("The key and value cannot be shown as text; it is base64 here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"quoted\"", "a\nb\r\tc\u0001\u2028", "这是第1条消息 😀", "\\"})
    void text_is_written_as_a_string(String value) {
        var line = json(record(null, utf8(value)), EmbeddedFormat.TEXT);

        assertThat(new JsonObject(line).getString("value")).isEqualTo(value);
        assertThat(line).doesNotContain("\n", "\r", "error");
    }

    @Test
    void binary_is_written_as_base64() {
        var json = new JsonObject(json(record(utf8(""), BINARY), EmbeddedFormat.BINARY));

        assertThat(json.getString("key")).isEmpty();
        assertThat(json.getString("value")).isEqualTo(Base64.getEncoder().encodeToString(BINARY));
        assertThat(json.containsKey("error")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "binary", "text"})
    void null_is_null_in_every_format(String format) {
        assertThat(json(record(null, null), EmbeddedFormat.fromString(format)))
                .contains("\"key\":null,\"value\":null,")
                .doesNotContain("error");
    }

    @Test
    void headers_keep_their_order_duplicates_and_nulls() {
        var headers = new RecordHeaders();
        headers.add("a", BINARY).add("b\"\n", null).add("a", new byte[0]);

        var json = json(record(null, null, headers), EmbeddedFormat.JSON);

        assertThat(json).endsWith("""
                        ,"headers":[{"key":"a","value":"/wAB"},{"key":"b\\"\\n","value":null},{"key":"a","value":""}]}""");
    }

    private static String json(ConsumerRecord<byte[], byte[]> record, EmbeddedFormat format) {
        var out = Buffer.buffer();
        RecordJson.append(out, record, format);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return record(key, value, new RecordHeaders());
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "t",
                2,
                3,
                4,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte[] base64(JsonObject json, String field) {
        return Base64.getDecoder().decode(json.getString(field));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
