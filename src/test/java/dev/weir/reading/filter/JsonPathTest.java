package dev.weir.reading.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final String JSON = """
            {"a": {"b": [10, 1.50, {"c": "tëxt\\n"}], "x/y": true, "0": "zero"}, "n": null, "odd.name": 1, "a ": 3}""";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            .a.b[0],            10
            .a.b[1],            1.50
            /a/b/1,             1.50
            .a.b[2],            {"c": "tëxt\\n"}
            .a.b,               `[10, 1.50, {"c": "tëxt\\n"}]`
            /a/x~1y,            true
            /a/0,               zero
            ["odd.name"],       1
            .["odd.name"],      1
            """)
    void path_selects_the_part_with_the_same_bytes(String path, String part) {
        assertThat(JsonPath.parse(path).of(JSON.getBytes(UTF_8))).asString().isEqualTo(part);
    }

    @Test
    void selected_string_has_no_quotes_or_escapes() {
        assertThat(JsonPath.parse(".a.b[2].c").of(JSON.getBytes(UTF_8)))
                .asString()
                .isEqualTo("tëxt\n");
    }

    @Test
    void empty_path_selects_the_whole_value() {
        assertThat(JsonPath.parse("").of(JSON.getBytes(UTF_8))).asString().isEqualTo(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {".b", ".a.b[3]", ".a.b.c", ".n[0]", ".n", ".n.m", "/a/b/01", "/a/b/-1", "/"})
    void missing_part_is_null(String path) {
        assertThat(JsonPath.parse(path).of(JSON.getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "{\"a\":", "\u0000"})
    void invalid_json_has_no_parts(String value) {
        assertThat(JsonPath.parse(".a").of(value.getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", ".a[", ".a[x]", ".a..b", "[0"})
    void invalid_path_is_rejected(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(path);
    }
}
