package dev.weir.produce.ndjson;

import dev.weir.http.ErrorBody;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.produce.ndjson.NdjsonRecordReader.Line;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The lines of one piece of the body, and their part of the response. */
final class NdjsonChunk {

    private final List<Line> lines;
    private final int bytes;
    private List<Outcome> outcomes;

    NdjsonChunk(List<Line> lines, int bytes) {
        this.lines = List.copyOf(lines);
        this.bytes = bytes;
    }

    /** The length of its lines, in bytes. */
    int bytes() {
        return bytes;
    }

    int size() {
        return lines.size();
    }

    /** The records of the good lines, to be sent at once. */
    SendRequest request(NdjsonRequest spec) {
        return new SendRequest(
                spec.topic(),
                spec.acks(),
                spec.partitioner(),
                lines.stream().map(Line::record).filter(Objects::nonNull).toList());
    }

    /** Sets the outcomes of the good lines, in their order. */
    void complete(List<Outcome> known) {
        outcomes = known;
    }

    /** Sets the same failure for every good line. */
    void fail(Failure failure) {
        outcomes = Collections.nCopies(lines.size(), Outcome.of(failure));
    }

    boolean isCompleted() {
        return outcomes != null;
    }

    /** A line of JSON for each line, in order. */
    Buffer response() {
        var out = Buffer.buffer(lines.size() * 48);
        int good = 0;
        for (var line : lines) {
            var outcome = line.record() == null ? Outcome.of(line.failure()) : outcomes.get(good++);
            append(out, line.id(), outcome);
        }
        return out;
    }

    private static void append(Buffer out, String id, Outcome outcome) {
        out.appendByte((byte) '{');
        if (id != null) {
            out.appendString("\"id\":").appendString(id).appendByte((byte) ',');
        }
        if (outcome.isStored()) {
            out.appendString("\"partition\":" + outcome.stored().partition() + ",\"offset\":"
                    + outcome.stored().offset());
        } else {
            ErrorBody.append(out, outcome.failure());
        }
        out.appendString("}\n");
    }
}
