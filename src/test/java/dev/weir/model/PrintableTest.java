package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "web_log", "a b", "日志", "é"})
    void leaves_harmless_text_as_it_is(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void escapes_what_a_terminal_would_act_upon() {
        assertThat(Printable.of("a\u001b[2J\r\n\u0085")).isEqualTo("a\\u001b[2J\\u000d\\u000a\\u0085");
    }

    @Test
    void cuts_what_is_long() {
        assertThat(Printable.of("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }

    @Test
    void never_ends_in_half_a_character() {
        assertThat(Printable.of("x".repeat(79) + "😀")).isEqualTo("x".repeat(79) + "😀");
        assertThat(Printable.of("x".repeat(79) + "😀😀")).isEqualTo("x".repeat(79) + "😀...");
        assertThat(Printable.of("\ud83d \u202e")).isEqualTo("\\ud83d \\u202e");
    }
}
