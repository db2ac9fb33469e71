package dev.weir.produce.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.Failure;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class StrictBase64PropertyTest {

    @Property
    void any_bytes_are_decoded_from_their_base64(@ForAll byte[] bytes) {
        var text = Base64.getEncoder().encodeToString(bytes);

        assertThat(StrictBase64.decode(text, BodyPath.ROOT)).isEqualTo(bytes);
    }

    /** Short strings of the alphabet often have padding and trailing bits. */
    @Property
    void no_two_strings_decode_to_the_same_bytes(
            @ForAll @AlphaChars @NumericChars @Chars({'+', '/', '='}) @StringLength(min = 1, max = 8) String text) {
        byte[] bytes;
        try {
            bytes = StrictBase64.decode(text, BodyPath.ROOT);
        } catch (Failure refused) {
            return;
        }
        assertThat(Base64.getEncoder().encodeToString(bytes)).isEqualTo(text);
    }
}
