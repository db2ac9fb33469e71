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
    void keeps_every_byte(@ForAll byte[] bytes) {
        assertThat(RawText.encode(RawText.decode(bytes))).isEqualTo(bytes);
    }

    @Property(tries = 500)
    void is_the_text_itself_where_that_is_utf8(@ForAll String text) {
        var bytes = text.getBytes(UTF_8);

        assertThat(RawText.decode(bytes)).isEqualTo(new String(bytes, UTF_8));
        assertThat(RawText.isUtf8(RawText.decode(bytes))).isTrue();
    }

    /** The second half of U+1F480 looks like a byte that is kept. */
    @Test
    void takes_no_half_of_a_pair_for_a_byte() {
        var skull = "\ud83d\udc80";

        assertThat(RawText.encode(skull)).isEqualTo(skull.getBytes(UTF_8));
        assertThat(RawText.utf8(skull)).isEqualTo(skull);
    }

    @Test
    void is_shown_and_refused_by_its_bytes_where_only_text_will_do() {
        var text = RawText.decode(new byte[] {'a', (byte) 0xFF, 'b'});

        assertThatThrownBy(() -> RawText.utf8(text)).isInstanceOf(Failure.class).hasMessage("'a\\xffb' is not UTF-8");
    }
}
