package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "web_log", "a b", "日志", "é"})
    void printable_text_is_unchanged(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void characters_that_a_terminal_interprets_are_escaped() {
        assertThat(Printable.of("a\u001b[2J\r\n\u0085")).isEqualTo("a\\u001b[2J\\u000d\\u000a\\u0085");
    }

    @Test
    void long_text_is_shortened() {
        assertThat(Printable.of("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }

    @Test
    void shortened_text_does_not_end_in_half_of_a_surrogate_pair() {
        assertThat(Printable.of("x".repeat(79) + "😀")).isEqualTo("x".repeat(79) + "😀");
        assertThat(Printable.of("x".repeat(79) + "😀😀")).isEqualTo("x".repeat(79) + "😀...");
        assertThat(Printable.of("\ud83d \u202e")).isEqualTo("\\ud83d \\u202e");
    }
}
