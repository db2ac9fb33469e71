package dev.weir.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetterColumnsTest {

    private static final String FACE = "\uD83D\uDE00";

    @Test
    void a_long_reason_is_cut_before_a_character_that_does_not_fit_whole() {
        assertThat(LetterColumns.shortened("x".repeat(78) + FACE + "yy")).isEqualTo("x".repeat(78) + "\u2026");
        assertThat(LetterColumns.shortened("x".repeat(77) + FACE + "yy")).isEqualTo("x".repeat(77) + FACE + "\u2026");
    }

    @Test
    void a_short_reason_is_whole() {
        assertThat(LetterColumns.shortened("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(LetterColumns.shortened(null)).isNull();
    }
}
