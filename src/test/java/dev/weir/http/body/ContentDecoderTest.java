package dev.weir.http.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.weir.model.Failure;
import dev.weir.testing.Compressed;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecoderTest {

    @Provide
    Arbitrary<String> codings() {
        return Arbitraries.of("gzip", "x-gzip", "GZIP", "deflate", "zstd", "gzip, deflate", "zstd, gzip, identity");
    }

    @Property(tries = 200)
    void a_body_is_decoded_in_pieces_of_any_size(
            @ForAll("codings") String codings,
            @ForAll @Size(max = 3) byte[] seed,
            @ForAll @IntRange(max = 50_000) int length,
            @ForAll @IntRange(min = 1, max = 9_000) int piece) {
        var body = body(seed, length);

        assertThat(decoded(codings, Compressed.by(codings, body), piece)).isEqualTo(body);
    }

    @Property(tries = 100)
    void a_truncated_body_is_refused(
            @ForAll("codings") String codings,
            @ForAll @IntRange(min = 1, max = 5_000) int length,
            @ForAll Random random) {
        var coded = Compressed.by(codings, body(new byte[] {1}, length));
        var cut = Arrays.copyOf(coded, 1 + random.nextInt(coded.length - 1));

        assertThatThrownBy(() -> decoded(codings, cut, 100)).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void bytes_after_the_end_of_a_coding_are_refused(String coding) {
        var coded = Compressed.by(coding, "value".getBytes(UTF_8));
        var more = Arrays.copyOf(coded, coded.length + 5);
        more[coded.length] = 'x';

        assertThatThrownBy(() -> decoded(coding, more, 1_000)).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void several_gzip_members_are_one_body(String coding) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(Compressed.by(coding, "one".getBytes(UTF_8)));
        both.writeBytes(Compressed.by(coding, "two".getBytes(UTF_8)));

        assertThat(decoded(coding, both.toByteArray(), 7)).asString().isEqualTo("onetwo");
        assertThat(decoded(coding, both.toByteArray(), 1_000)).asString().isEqualTo("onetwo");
    }

    @Test
    void deflate_is_decoded_with_and_without_the_zlib_wrapper() {
        var deflater = new Deflater(6, true);
        deflater.setInput("the value".getBytes(UTF_8));
        deflater.finish();
        var out = new byte[100];
        var raw = Arrays.copyOf(out, deflater.deflate(out));
        deflater.end();

        assertThat(decoded("deflate", raw, 1)).asString().isEqualTo("the value");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 7", "gzip, 20", "deflate, 3", "zstd, 0", "zstd, 9"})
    void a_corrupt_byte_is_detected_or_does_not_change_the_body(String coding, int at) {
        var body = "the value of a record, the value of a record".getBytes(UTF_8);
        var coded = Compressed.by(coding, body);
        coded[at] ^= 0x55;

        try {
            assertThat(decoded(coding, coded, 10)).isEqualTo(body);
        } catch (Failure noticed) {
            assertThat(noticed.kind()).isEqualTo(Failure.Kind.INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void a_decompression_bomb_is_decoded_a_few_bytes_at_a_time(String coding) {
        var decoding = ContentDecoder.of(encoding(coding)).orElseThrow();
        decoding.input(Compressed.by(coding, new byte[50_000_000]));

        assertThat(decoding.next()).hasSizeBetween(1, 8_192);
        decoding.close();
    }

    /** A frame with a window of 128 MB. */
    @Test
    void a_zstd_frame_with_a_large_window_is_refused() {
        var frame = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (17 << 3), 1, 0, 0};

        assertThatThrownBy(() -> decoded("zstd", frame, 100)).isInstanceOf(Failure.class);
        assertThat(Zstd.magicNumber()).isEqualTo(0xfd2fb528);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "compress", "gzip, br", "snappy", "gzip;q=1", "gzip, gzip, gzip, gzip"})
    void an_unknown_coding_is_refused(String coding) {
        assertThatThrownBy(() -> ContentDecoder.of(encoding(coding)))
                .isInstanceOfSatisfying(
                        Failure.class, refusal -> assertThat(refusal.kind()).isEqualTo(Failure.Kind.UNSUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "Identity , identity", ","})
    void a_body_without_a_coding_has_no_decoder(String coding) {
        assertThat(ContentDecoder.of(encoding(coding))).isEmpty();
    }

    private static byte[] body(byte[] seed, int length) {
        var body = new byte[length];
        new Random(Arrays.hashCode(seed)).nextBytes(body);
        Arrays.fill(body, length / 3, length, (byte) 7);
        return body;
    }

    private static MultiMap encoding(String codings) {
        return MultiMap.caseInsensitiveMultiMap().add("Content-Encoding", codings);
    }

    private static byte[] decoded(String codings, byte[] coded, int piece) {
        try (var decoding = ContentDecoder.of(encoding(codings)).orElseThrow()) {
            var out = new ByteArrayOutputStream();
            for (int at = 0; at < coded.length; at += piece) {
                decoding.input(Arrays.copyOfRange(coded, at, Math.min(coded.length, at + piece)));
                for (var next = decoding.next(); next != null; next = decoding.next()) {
                    out.writeBytes(next);
                }
            }
            decoding.end();
            return out.toByteArray();
        }
    }
}
