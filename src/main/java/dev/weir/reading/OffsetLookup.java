package dev.weir.reading;

import dev.weir.kafka.KafkaAdmin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Looks up the offsets of an {@link OffsetExpression}; sends a request each time. */
public final class OffsetLookup {

    /** The treatment of partitions without a leader, whose offsets no broker can return. */
    public enum Leaderless {
        /** One of them fails the look-up. */
        FAIL,
        /** The result lacks them, and partitions that do not exist. */
        LEAVE_OUT,
        /** The caller leaves them out; the result lacks those that have lost their leader since. */
        EXPECT_NONE
    }

    private final OffsetQuery query;

    OffsetLookup(OffsetQuery query) {
        this.query = query;
    }

    /**
     * Sends requests with the admin client; never blocks.
     *
     * @param isolation whether {@code latest} lies before the records of open transactions
     */
    public OffsetLookup(KafkaAdmin admin, IsolationLevel isolation, Leaderless leaderless) {
        this(new AdminOffsetQuery(admin, isolation, leaderless));
    }

    /** Sends requests with a consumer and its isolation level; blocks the thread of the consumer. */
    public OffsetLookup(Consumer<?, ?> consumer) {
        this(new ConsumerOffsetQuery(consumer));
    }

    /** The offset of the first record that is still there. */
    public CompletionStage<Map<TopicPartition, Long>> earliest(Collection<TopicPartition> partitions) {
        return ask(partitions, OffsetExpression.EARLIEST);
    }

    /** The offset after the last record that a reader of this isolation level is given. */
    public CompletionStage<Map<TopicPartition, Long>> latest(Collection<TopicPartition> partitions) {
        return ask(partitions, OffsetExpression.LATEST);
    }

    /**
     * The offset of the first record at a time or after it; the latest one where there is none.
     *
     * @param times milliseconds since 1970
     */
    public CompletionStage<Map<TopicPartition, Long>> timestamps(Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetExpression> specs = new HashMap<>();
        times.forEach((partition, millis) -> specs.put(partition, OffsetExpression.timestamp(millis)));
        return query.ask(specs).thenCombine(latest(times.keySet()), OffsetLookup::orLatest);
    }

    /**
     * The range from an offset to the end of the log as it is now, of each partition.
     *
     * @param committed offsets for {@link OffsetExpression.Kind#COMMITTED}; a partition without one is read from its
     *     earliest
     */
    public CompletionStage<Map<TopicPartition, OffsetRange>> ranges(
            OffsetExpression from, Collection<TopicPartition> partitions, Map<TopicPartition, Long> committed) {
        var latest = latest(partitions);
        var found = from.kind() == OffsetExpression.Kind.TIMESTAMP
                ? ask(partitions, from)
                : CompletableFuture.completedStage(committed);
        return earliest(partitions)
                .thenCompose(beginnings ->
                        latest.thenCombine(found, (ends, offsets) -> ranges(from, beginnings, ends, offsets)));
    }

    private CompletionStage<Map<TopicPartition, Long>> ask(
            Collection<TopicPartition> partitions, OffsetExpression spec) {
        Map<TopicPartition, OffsetExpression> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return query.ask(specs);
    }

    private static Map<TopicPartition, OffsetRange> ranges(
            OffsetExpression from,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> found) {
        boolean isTimed = from.kind() == OffsetExpression.Kind.TIMESTAMP;
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        beginnings.forEach((partition, earliest) -> {
            var latest = ends.get(partition);
            if (latest != null && (!isTimed || found.containsKey(partition))) {
                long asked = asked(from, earliest, latest, found.get(partition));
                ranges.put(partition, OffsetRange.within(asked, earliest, latest));
            }
        });
        return ranges;
    }

    private static long asked(OffsetExpression from, long earliest, long latest, Long found) {
        return switch (from.kind()) {
            case EARLIEST -> earliest;
            case LATEST -> latest;
            case OFFSET -> from.value();
            case TIMESTAMP -> found == OffsetQuery.NONE ? latest : found;
            case LAST -> Math.max(earliest, latest - from.value());
            case COMMITTED -> found == null ? earliest : plus(found, from.value());
        };
    }

    private static long plus(long offset, long distance) {
        return distance > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + distance;
    }

    private static Map<TopicPartition, Long> orLatest(
            Map<TopicPartition, Long> found, Map<TopicPartition, Long> latest) {
        Map<TopicPartition, Long> offsets = new HashMap<>(found);
        offsets.replaceAll((partition, offset) -> offset == OffsetQuery.NONE ? latest.get(partition) : offset);
        return offsets;
    }
}
