package dev.weir.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {

    private static final String SEED = """
            {"id":1017,"ok":true,"none":null,"text":"a \\"b\\" \\\\ \\n c","n":[-0.5,12.25,[],{}],"o":{"x":false}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "0",
                "-0",
                "-0.5",
                "12345678901234567890",
                "true",
                "false",
                "null",
                "\"\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "[1,\"a\",{\"b\" : [ ] }]\r\n",
                "{\"b\":1,\"a\":2,\"b\":3}"
            })
    void the_json_of_most_records_is_recognised(String json) {
        assertThat(PlainJson.is(bytes(json))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0041\"", "\"ä\"", "1e5", "123456789012345678901"})
    void other_json_is_left_to_the_parser(String json) {
        assertThat(PlainJson.is(bytes(json))).isFalse();
        assertThat(PortableJson.is(bytes(json))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "-",
                "1.",
                ".5",
                "1 2",
                "{",
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{1:1}",
                "[1}",
                "tru",
                "truex",
                "nullnull",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\n\"",
                "{\"a\":1}}",
                "1\u0000",
                "1ä"
            })
    void what_is_no_json_is_not_recognised(String text) {
        assertThat(PlainJson.is(bytes(text))).isFalse();
        assertThat(PortableJson.is(bytes(text))).isFalse();
    }

    @Test
    void depth_and_length_end_where_those_of_the_parser_do() {
        var deepest = "[".repeat(60) + "]".repeat(60);
        assertThat(PlainJson.is(bytes(deepest))).isTrue();
        assertThat(PortableJson.isParsed(bytes(deepest))).isTrue();
        assertThat(PlainJson.is(bytes("[" + deepest + "]"))).isFalse();
        assertThat(PlainJson.is(bytes("\"" + "x".repeat(60_000) + "\""))).isFalse();
    }

    /** Most of 200,000 mutations are no JSON; of the others the parser accepts what is recognised. */
    @Test
    void nothing_is_recognised_that_the_parser_refuses() {
        var random = new Random(7);
        int recognised = 0;
        for (int i = 0; i < 200_000; i++) {
            var json = mutated(bytes(SEED), random);
            if (PlainJson.is(json)) {
                recognised++;
                assertThat(PortableJson.isParsed(json))
                        .as(new String(json, StandardCharsets.UTF_8))
                        .isTrue();
            }
        }
        assertThat(recognised).isGreaterThan(10_000);
    }

    private static byte[] mutated(byte[] json, Random random) {
        var alphabet = bytes("{}[]\",:\\0123456789.-+eEtfn u\n\t");
        for (int change = random.nextInt(3); change >= 0; change--) {
            json[random.nextInt(json.length)] =
                    random.nextInt(10) == 0 ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
        }
        return json;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
