package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {

    /** The widths of terminals that follow Unicode. */
    @ParameterizedTest
    @CsvSource(emptyValue = "", textBlock = """
            '',        0
            orders,    6
            größe,     5
            日本,       4
            한국어,      6
            ｆｕｌｌ,      8
            ﾊﾝｶｸ,      4
            e\u0301,   1
            Ω,         1
            عربى,      4
            🎉,         2
            👍🏽,        2
            👨‍👩‍👧,        2
            🇩🇪,         2
            ❤️,         2
            ☃,         1
            a🎉b,       4
            𠀀,        2
            𝄞,         1
            """)
    void text_width_is_that_of_a_terminal(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
        assertThat(TextWidth.of(TextWidth.padded(text, 10))).isEqualTo(10);
    }
}
