package dev.weir.stream;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.tail.TailKey;
import java.util.Map;

/**
 * A request to read a topic.
 *
 * @param partition null for all of them
 * @param positions the next offset of each partition after the last event that the client has seen, where {@code start}
 *     is {@link OffsetExpression#COMMITTED}; see {@link Positions#id()}
 * @param limit maximum number of records; {@link Long#MAX_VALUE} for no limit
 * @param follow whether the read continues after the current end of the log
 * @param lossy whether records are skipped, and their number reported, when the client does not keep up
 */
record StreamRequest(
        TopicName topic,
        Integer partition,
        OffsetExpression start,
        Map<Integer, Long> positions,
        long limit,
        RecordSelection selection,
        RecordLayout layout,
        Framing framing,
        boolean follow,
        boolean lossy) {

    private static final long MAX_RECORDS_COUNTED = 10_000;

    StreamRequest {
        positions = Map.copyOf(positions);
    }

    /** Whether it begins with the last records of each partition, few enough in all to be counted by reading them. */
    boolean isCounted(int partitions) {
        return start.kind() == OffsetExpression.Kind.LAST
                && start.value() <= MAX_RECORDS_COUNTED / Math.max(1, partitions);
    }

    /** The parts of this request that decide how the response shows the records of the topic. */
    SharedChunk.View view() {
        return new SharedChunk.View(selection, layout, framing);
    }

    /**
     * Whether this shares the end of its topic with others.
     *
     * <p>A lossy stream does not: it skips what Weir itself has not read in time, which a tail cannot.
     */
    boolean sharesTail() {
        return follow && !lossy;
    }

    /** The topic or partition that this reads. */
    TailKey place() {
        return new TailKey(topic, partition);
    }

    /** The failure of a response that cannot report that its topic was created again. */
    Failure recreated() {
        return Failure.of(Failure.Kind.CONFLICT, "Topic '" + topic + "' was deleted and made again while it was read");
    }

    /** The failure of a read that has an end, when Kafka sends nothing before it. */
    Failure stalled() {
        return Failure.of(Failure.Kind.UNAVAILABLE, "Kafka has stopped sending records of '" + topic + "'");
    }
}
