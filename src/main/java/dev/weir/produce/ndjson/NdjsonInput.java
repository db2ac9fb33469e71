package dev.weir.produce.ndjson;

import dev.weir.http.body.ContentDecoder;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.produce.ndjson.NdjsonRecordReader.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the body of a request, splits it into lines and reads a record from each; for one thread. */
final class NdjsonInput {

    private final ContentDecoder decoder;
    private final NdjsonRecordReader reader;
    private final LineSplitter splitter;
    private final int maxLineLength;
    private List<Line> lines = new ArrayList<>();
    private int lineBytes;
    private boolean decoding;
    private boolean corrupt;

    /** @param decoder null where the body has no content coding */
    NdjsonInput(NdjsonRequest request, ContentDecoder decoder) {
        this.decoder = decoder;
        maxLineLength = request.maxLineLength();
        reader = new NdjsonRecordReader(request.topic(), request.format());
        splitter = new LineSplitter(maxLineLength, this::read, () -> lines.add(Line.bad(tooLong())));
    }

    /** Reads the next piece of the body; where it has a content coding, {@link #decode} must do so step by step. */
    void feed(byte[] piece) {
        if (decoder == null) {
            splitter.feed(piece);
        } else if (!corrupt) {
            decoder.input(piece);
            decoding = true;
        }
    }

    /** Whether a part of the last piece is not decoded yet. */
    boolean isDecoding() {
        return decoding;
    }

    /** Decodes the next few thousand bytes. A body that is corrupt ends with one bad line. */
    void decode() {
        try {
            var decoded = decoder.next();
            if (decoded == null) {
                decoding = false;
            } else {
                splitter.feed(decoded);
            }
        } catch (Failure failure) {
            endCorrupt(failure);
        }
    }

    /** Reads the last line, at the end of the body. */
    void end() {
        if (decoder != null && !corrupt) {
            try {
                decoder.end();
            } catch (Failure truncated) {
                endCorrupt(truncated);
            }
        }
        if (decoder != null) {
            decoder.close();
        }
        splitter.end();
    }

    /** A corrupt content coding has no next line. */
    private void endCorrupt(Failure failure) {
        decoding = false;
        corrupt = true;
        splitter.drop();
        lines.add(Line.bad(failure));
    }

    private void read(byte[] line) {
        lineBytes += line.length;
        lines.add(reader.read(line));
    }

    /** The lines since the last call; empty without any. */
    Optional<NdjsonChunk> chunk() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var chunk = new NdjsonChunk(lines, lineBytes);
        lines = new ArrayList<>();
        lineBytes = 0;
        return Optional.of(chunk);
    }

    /** The bytes that the unfinished line takes. */
    int heldBytes() {
        return splitter.heldBytes();
    }

    /** Drops the unfinished line, if there is one, and makes it a bad line. */
    void dropUnfinished(Failure failure) {
        if (splitter.drop()) {
            lines.add(Line.bad(failure));
        }
    }

    /** Frees the memory of the decoder and of the unfinished line. */
    void close() {
        splitter.drop();
        if (decoder != null) {
            decoder.close();
        }
    }

    private Failure tooLong() {
        return Failure.of(
                Failure.Kind.TOO_LARGE,
                "The line is longer than %s (weir.http.max-body-size)".formatted(Count.of(maxLineLength, "byte")));
    }
}
