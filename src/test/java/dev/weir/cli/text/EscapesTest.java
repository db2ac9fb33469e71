package dev.weir.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {

    @Test
    void bytes_that_cannot_be_typed_are_escaped() {
        assertThat(Escapes.bytes("a\\n\\r\\t\\0\\\\\\xffé"))
                .containsExactly('a', '\n', '\r', '\t', 0, '\\', 0xff, 0xc3, 0xa9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\q", "a\\", "\\x1", "\\xzz"})
    void other_escapes_are_refused(String text) {
        assertThatThrownBy(() -> Escapes.bytes(text)).isInstanceOf(Failure.class);
    }

    @Test
    void an_escape_at_the_end_is_seen() {
        assertThat(Escapes.endsWithOne("a\\n")).isTrue();
        assertThat(Escapes.endsWithOne("a\\x0a")).isTrue();
        assertThat(Escapes.endsWithOne("a\\nb")).isFalse();
        assertThat(Escapes.endsWithOne("a\\\\n")).isFalse();
    }
}
