package dev.weir.testing;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies in a content coding. */
public final class Compressed {

    private interface Coding {
        OutputStream to(OutputStream out) throws IOException;
    }

    private Compressed() {}

    /**
     * Bytes in one coding after the other.
     *
     * @param codings as {@code Content-Encoding} lists them
     */
    public static byte[] by(String codings, byte[] bytes) {
        var coded = bytes;
        for (var coding : codings.split(",", -1)) {
            coded = switch (coding.trim().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> through(GZIPOutputStream::new, coded);
                case "deflate" -> through(DeflaterOutputStream::new, coded);
                case "zstd" -> Zstd.compress(coded);
                default -> coded;
            };
        }
        return coded;
    }

    private static byte[] through(Coding coding, byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var coded = coding.to(out)) {
            coded.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
