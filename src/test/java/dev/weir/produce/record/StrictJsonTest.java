package dev.weir.produce.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.model.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0",
                "1e400",
                "\"\"",
                "\"\\u0000\"",
                "\"é 日志 😀\"",
                "\"\\ud83d\\ude00\"",
                "\"\\uD83D\\uDE00\"",
                "\"\\\\ud83d\"",
                "\"\\\\\\ud83d\\ude00\"",
                " [ 1 , { \"a\" : [ ] } ] ",
                "{\"a\":1,\"b\":{\"a\":1}}",
                "{\"é\":1,\"è\":2}"
            })
    void json_that_the_standard_allows_is_read(String json) {
        assertThatCode(() -> readAll(json.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "01",
                "+1",
                "1.",
                ".5",
                "0x10",
                "NaN",
                "-Infinity",
                "nul",
                "True",
                "\"a",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12\"",
                "// c\n1",
                "/* c */ 1",
                "[1 2]",
                "{\"a\" 1}"
            })
    void json_that_the_standard_does_not_allow_is_refused(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).kind()).isEqualTo(Failure.Kind.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"x\":{\"a\":1,\"a\":2}}", "{\"a\":1,\"\\u0061\":2}"})
    void a_repeated_field_is_refused(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("Duplicate field 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ude00\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ud83d\\n\"",
                "\"\\ud83d\\ud83d\\ude00\"",
                "\"\\\\\\ud83d\"",
                "{\"\\ud83d\":1}"
            })
    void an_unpaired_surrogate_is_refused(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("surrogate pair at byte");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # what it is,                        the bytes between two quotes
            a lone continuation byte,            80
            a byte that is never used,           ff
            a cut sequence,                      c3
            an overlong slash,                   c0af
            a surrogate written as UTF-8,        eda0bd
            beyond the last code point,          f4908080
            """)
    void bytes_that_are_not_utf_8_are_refused(String what, String hex) {
        var bytes = HexFormat.of().parseHex("22" + hex + "22");

        assertThat(refusal(bytes)).hasMessageContaining("not UTF-8");
    }

    /** Characters are looked at eight at a time. */
    @ParameterizedTest
    @CsvSource({"00, zero byte", "5c7564383364, surrogate pair", "ff, not UTF-8"})
    void a_fault_is_found_wherever_it_stands(String hex, String words) {
        for (int before = 0; before < 20; before++) {
            for (int after = 0; after < 20; after++) {
                var bytes =
                        ("\"" + "x".repeat(before) + "?" + "y".repeat(after) + "\"").getBytes(StandardCharsets.UTF_8);
                var body = replaced(bytes, 1 + before, HexFormat.of().parseHex(hex));

                assertThat(refusal(body)).hasMessageContaining(words);
            }
        }
    }

    private static byte[] replaced(byte[] bytes, int at, byte[] by) {
        var body = ByteBuffer.allocate(bytes.length - 1 + by.length);
        return body.put(bytes, 0, at)
                .put(by)
                .put(bytes, at + 1, bytes.length - at - 1)
                .array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void other_encodings_than_utf_8_are_refused(String charset) {
        assertThat(refusal("{\"a\":1}".getBytes(Charset.forName(charset))).kind())
                .isEqualTo(Failure.Kind.INVALID);
    }

    @Test
    void json_of_the_largest_depth_is_read() {
        var deepest = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);

        assertThatCode(() -> readAll(deepest.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
    }

    @Test
    void deeper_json_is_refused() {
        var deeper = "[".repeat(StrictJson.MAX_DEPTH + 1) + "]".repeat(StrictJson.MAX_DEPTH + 1);

        assertThat(refusal(deeper.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("1000");
    }

    @Test
    void a_string_of_a_million_characters_is_read() {
        var json = "\"" + "x".repeat(1_000_000) + "\"";

        assertThatCode(() -> readAll(json.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
    }

    /** The parser's messages are for programmers: sources, features, limits by the name of their getter. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[", "[1", "\"a", "NaN", "{'a':1}", "+1", "// c\n1", "\"\t\"", "\"\\x\"", "tru", "01", "x"})
    void messages_about_malformed_json_have_no_names_of_classes(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).getMessage())
                .doesNotContain("Source", "Feature", "REDACTED", "JsonRead", "`", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "1"})
    void messages_about_limits_have_no_names_of_classes(String much) {
        assertThat(refusal(much.repeat(1_001).getBytes(StandardCharsets.UTF_8)).getMessage())
                .contains("1000")
                .doesNotContain("StreamReadConstraints", "`");
    }

    @Test
    void messages_have_the_position_of_the_error() {
        assertThat(refusal("{\"a\":1,\n  x}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("line 2, column 3");
    }

    private static Failure refusal(byte[] json) {
        return catchThrowableOfType(Failure.class, () -> {
            try {
                readAll(json);
            } catch (JsonProcessingException malformed) {
                throw StrictJson.refusal(malformed);
            }
        });
    }

    private static void readAll(byte[] json) throws IOException {
        try (var at = StrictJson.parser(json)) {
            while (at.nextToken() != null) {
                at.finishToken();
            }
        }
    }
}
