package dev.weir.http.body;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes the content codings of one body while it arrives; for one thread at a time.
 *
 * <p>It returns a few thousand bytes at a time and keeps the input that is not decoded yet, so that a body that decodes
 * to a thousand times its length can be refused, or delayed, before it is in memory.
 */
public final class ContentDecoder implements AutoCloseable {

    /** Enough for every client, and few enough for a decoder each. */
    private static final int MAX_CODINGS = 3;

    private static final int CHUNK = 8_192;
    private static final int SMALL_MEMORY = 65_536;

    /** A decoder and its output; the output of the last stage is the body. */
    private static final class Stage {

        private final CodingDecoder decoder;
        private final byte[] out = new byte[CHUNK];

        Stage(CodingDecoder decoder) {
            this.decoder = decoder;
        }
    }

    private final List<Stage> stages = new ArrayList<>();
    private int memory;

    private ContentDecoder() {}

    /**
     * A decoder for the body of a request with these headers.
     *
     * @return empty for a body without a content coding
     * @throws Failure {@link Failure.Kind#UNSUPPORTED} for an unknown coding
     */
    public static Optional<ContentDecoder> of(MultiMap headers) {
        var headerLines = headers.getAll("Content-Encoding");
        if (headerLines.isEmpty()) {
            return Optional.empty();
        }
        var codings = headerLines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.trim().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        if (codings.isEmpty()) {
            return Optional.empty();
        }
        if (codings.size() > MAX_CODINGS) {
            throw unsupported("A body may have %d content codings, and not %d".formatted(MAX_CODINGS, codings.size()));
        }
        codings.forEach(ContentDecoder::check);
        var decoder = new ContentDecoder();
        // The coding that was applied last is decoded first.
        for (int i = codings.size() - 1; i >= 0; i--) {
            decoder.add(codings.get(i));
        }
        return Optional.of(decoder);
    }

    /** The {@code Accept-Encoding} of a response to a client whose coding is unknown. */
    public static String accepted() {
        return ZstdDecoder.isAvailable() ? "gzip, deflate, zstd" : "gzip, deflate";
    }

    private static void check(String coding) {
        boolean known = List.of("gzip", "x-gzip", "deflate").contains(coding)
                || (coding.equals("zstd") && ZstdDecoder.isAvailable());
        if (!known) {
            throw unsupported("Content-Encoding '%s' is not one that Weir takes off; it takes %s"
                    .formatted(Printable.of(coding), accepted()));
        }
    }

    private static Failure unsupported(String message) {
        return Failure.of(Failure.Kind.UNSUPPORTED, message);
    }

    private void add(String coding) {
        boolean zstd = coding.equals("zstd");
        memory += zstd ? ZstdDecoder.MEMORY : SMALL_MEMORY;
        stages.add(new Stage(zstd ? new ZstdDecoder() : new InflateDecoder(!coding.equals("deflate"))));
    }

    /** The most memory of the decoders, without the body, in bytes. */
    public int memory() {
        return memory;
    }

    /** Takes the next piece of the body, once {@link #next} has returned null. */
    public void input(byte[] piece) {
        stages.get(0).decoder.input(piece, piece.length);
    }

    /**
     * The next decoded bytes, a few thousand at most.
     *
     * @return null where the next piece of the body is needed
     * @throws Failure {@link Failure.Kind#INVALID} where the body is not in its coding
     */
    public byte[] next() {
        int last = stages.size() - 1;
        int count = read(last);
        return count == 0 ? null : Arrays.copyOf(stages.get(last).out, count);
    }

    private int read(int at) {
        var stage = stages.get(at);
        while (true) {
            int count = stage.decoder.read(stage.out);
            if (count > 0 || at == 0) {
                return count;
            }
            int before = read(at - 1);
            if (before == 0) {
                return 0;
            }
            stage.decoder.input(stages.get(at - 1).out.clone(), before);
        }
    }

    /**
     * Checks that the body is complete.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is truncated
     */
    public void end() {
        if (!stages.stream().allMatch(stage -> stage.decoder.isComplete())) {
            throw Failure.invalid("The body breaks off before the end of its Content-Encoding");
        }
    }

    @Override
    public void close() {
        stages.forEach(stage -> stage.decoder.close());
    }
}
