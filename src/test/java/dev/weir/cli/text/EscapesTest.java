package dev.weir.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {

    @Test
    void escapes_are_decoded_to_bytes() {
        assertThat(Escapes.bytes("a\\n\\r\\t\\0\\\\\\xffé"))
                .containsExactly('a', '\n', '\r', '\t', 0, '\\', 0xff, 0xc3, 0xa9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\q", "a\\", "\\x1", "\\xzz"})
    void unknown_escapes_are_rejected(String text) {
        assertThatThrownBy(() -> Escapes.bytes(text)).isInstanceOf(Failure.class);
    }

    @Test
    void escape_at_the_end_is_detected() {
        assertThat(Escapes.endsWithEscape("a\\n")).isTrue();
        assertThat(Escapes.endsWithEscape("a\\x0a")).isTrue();
        assertThat(Escapes.endsWithEscape("a\\nb")).isFalse();
        assertThat(Escapes.endsWithEscape("a\\\\n")).isFalse();
    }
}
