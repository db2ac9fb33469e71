package dev.weir.produce.ndjson;

import dev.weir.http.ErrorBody;
import dev.weir.kafka.PartitionerType;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import dev.weir.produce.ndjson.NdjsonRecordReader.Line;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The lines that came in one piece, and their answers. */
final class NdjsonChunk {

    private final List<Line> lines;
    private final int bytes;
    private List<Outcome> outcomes;

    NdjsonChunk(List<Line> lines, int bytes) {
        this.lines = List.copyOf(lines);
        this.bytes = bytes;
    }

    /** The length of its lines. */
    int bytes() {
        return bytes;
    }

    int size() {
        return lines.size();
    }

    /** The good lines, to be sent alike. */
    SendRequest batch(TopicName topic, Acks acks, PartitionerType partitioning) {
        return new SendRequest(
                topic,
                acks,
                partitioning,
                lines.stream().map(Line::record).filter(Objects::nonNull).toList());
    }

    /** The outcomes of the good lines, in their order. */
    void answer(List<Outcome> known) {
        outcomes = known;
    }

    /** The same outcome for every good line. */
    void answerAll(Failure failure) {
        List<Outcome> same = new ArrayList<>();
        lines.forEach(line -> same.add(Outcome.of(failure)));
        outcomes = same;
    }

    boolean isAnswered() {
        return outcomes != null;
    }

    /** A line of JSON for each line, in their order. */
    Buffer answers() {
        var out = Buffer.buffer(lines.size() * 48);
        int good = 0;
        for (var line : lines) {
            var outcome = line.record() == null ? Outcome.of(line.failure()) : outcomes.get(good++);
            answer(out, line.id(), outcome);
        }
        return out;
    }

    private static void answer(Buffer out, String id, Outcome outcome) {
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
