package dev.weir.produce.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.model.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBase64Test {

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',        ''
            Zg==,      f
            Zm8=,      fo
            Zm9v,      foo
            Zm9vYg==,  foob
            Zm9vYmE=,  fooba
            Zm9vYmFy,  foobar
            """)
    void examples_of_rfc_4648_are_decoded(String text, String bytes) {
        assertThat(StrictBase64.decode(text, BodyPath.ROOT)).asString().isEqualTo(bytes);
    }

    @Test
    void plus_and_slash_are_decoded() {
        assertThat(StrictBase64.decode("+/+/", BodyPath.ROOT)).containsExactly(0xfb, 0xff, 0xbf);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zg",
                "Zg=",
                "Zm8",
                "Z",
                "=",
                "==",
                "====",
                "Zg===",
                "Zg==Zg==",
                "-_-_",
                "Zm9v\n",
                " Zm9v",
                "Zm 9v",
                "Zh==",
                "Zm9=",
                "Zm9vé",
                "日志日志",
                "Zm9v\u0000"
            })
    void base64_that_is_not_canonical_is_refused(String text) {
        var path = BodyPath.ROOT.field("records").element(0).field("value");
        var refusal = catchThrowableOfType(Failure.class, () -> StrictBase64.decode(text, path));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(refusal.details()).singleElement().asString().startsWith("$.records[0].value: ");
    }
}
