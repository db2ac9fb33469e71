package dev.weir.produce.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.model.Failure;
import java.io.IOException;
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
    void reads_what_the_standard_allows(String json) {
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
    void refuses_what_the_standard_does_not_allow(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).kind()).isEqualTo(Failure.Kind.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"x\":{\"a\":1,\"a\":2}}", "{\"a\":1,\"\\u0061\":2}"})
    void refuses_a_field_that_is_there_twice(String json) {
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
    void refuses_half_of_a_surrogate_pair(String json) {
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
    void refuses_bytes_that_are_not_utf_8(String what, String hex) {
        var bytes = HexFormat.of().parseHex("22" + hex + "22");

        assertThat(refusal(bytes)).hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void refuses_any_other_encoding_than_utf_8(String charset) {
        assertThat(refusal("{\"a\":1}".getBytes(Charset.forName(charset))).kind())
                .isEqualTo(Failure.Kind.INVALID);
    }

    @Test
    void reads_json_as_deep_as_promised() {
        var deepest = "[".repeat(StrictJson.DEEPEST) + "]".repeat(StrictJson.DEEPEST);

        assertThatCode(() -> readAll(deepest.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
    }

    @Test
    void refuses_json_that_is_deeper() {
        var deeper = "[".repeat(StrictJson.DEEPEST + 1) + "]".repeat(StrictJson.DEEPEST + 1);

        assertThat(refusal(deeper.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("1000");
    }

    @Test
    void reads_a_string_of_a_million_characters() {
        var json = "\"" + "x".repeat(1_000_000) + "\"";

        assertThatCode(() -> readAll(json.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
    }

    /** The parser's messages are for programmers: sources, features, limits by the name of their getter. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[", "[1", "\"a", "NaN", "{'a':1}", "+1", "// c\n1", "\"\t\"", "\"\\x\"", "tru", "01", "x"})
    void says_what_is_wrong_in_words_and_not_in_names_of_classes(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).getMessage())
                .doesNotContain("Source", "Feature", "REDACTED", "JsonRead", "`", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "1"})
    void says_what_is_too_much_in_words_and_not_in_names_of_classes(String much) {
        assertThat(refusal(much.repeat(1_001).getBytes(StandardCharsets.UTF_8)).getMessage())
                .contains("1000")
                .doesNotContain("StreamReadConstraints", "`");
    }

    @Test
    void says_where_it_is_wrong() {
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
