package dev.weir.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            这是第{n}条消息          | 这是第7条消息
            {n}{n}                   | 77
            n                        | 7
            no place                 | no place
            {}                       | {}
            {name}                   | {name}
            {"n": {n}}               | {"n": 7}
            {{n}}                    | {7}
            {n                       | {n
            random                   | random
            {unix time}              | {unix time}
            """)
    void known_placeholders_are_replaced_and_other_text_is_kept(String template, String filled) {
        assertThat(fill(template, 1)).isEqualTo(filled);
    }

    @Test
    void may_be_empty() {
        assertThat(fill("", 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"random:4, '[A-Z]{4}'", "{random:16}-{n}, '[A-Z]{16}-7'", "random:100000, '[A-Z]{100000}'"})
    void makes_random_capitals(String template, String form) {
        assertThat(fill(template, 1)).matches(form);
    }

    @Test
    void the_same_seed_gives_the_same_text() {
        assertThat(fill("random:64", 42)).isEqualTo(fill("random:64", 42));
    }

    @Test
    void another_seed_gives_another_text() {
        assertThat(fill("random:64", 42)).isNotEqualTo(fill("random:64", 43));
    }

    @Test
    void all_capitals_come_up() {
        assertThat(fill("random:10000", 1).chars().distinct().count()).isEqualTo(26);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix-time", "{unix-time}"})
    void unix_time_is_in_seconds_since_1970(String template) {
        long before = Instant.now().getEpochSecond();

        assertThat(Long.parseLong(fill(template, 1)))
                .isBetween(before, Instant.now().getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"random:0", "{random:0}", "x{random:100001}", "random:999999"})
    void refuses_more_or_less_capitals_than_can_be_had(String template) {
        assertThatThrownBy(() -> new Template(template))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("1 to 100000");
    }

    private static String fill(String template, long seed) {
        return new String(new Template(template).fill(7, new SplittableRandom(seed)), StandardCharsets.UTF_8);
    }
}
