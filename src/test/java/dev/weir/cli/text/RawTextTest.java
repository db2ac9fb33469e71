package dev.weir.cli.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RawTextTest {

    @Property(tries = 2_000)
    void decode_and_encode_keep_every_byte(@ForAll byte[] bytes) {
        assertThat(RawText.encode(RawText.decode(bytes))).isEqualTo(bytes);
    }

    @Property(tries = 500)
    void utf8_decodes_to_the_same_text(@ForAll String text) {
        var bytes = text.getBytes(UTF_8);

        assertThat(RawText.decode(bytes)).isEqualTo(new String(bytes, UTF_8));
        assertThat(RawText.isUtf8(RawText.decode(bytes))).isTrue();
    }

    /** The low surrogate of U+1F480 is in the range of preserved bytes. */
    @Test
    void surrogate_pair_is_not_decoded_as_a_byte() {
        var skull = "\ud83d\udc80";

        assertThat(RawText.encode(skull)).isEqualTo(skull.getBytes(UTF_8));
        assertThat(RawText.utf8(skull)).isEqualTo(skull);
    }

    @Test
    void bytes_outside_utf8_are_rejected_with_their_hex_value() {
        var text = RawText.decode(new byte[] {'a', (byte) 0xFF, 'b'});

        assertThatThrownBy(() -> RawText.utf8(text)).isInstanceOf(Failure.class).hasMessage("'a\\xffb' is not UTF-8");
    }
}
