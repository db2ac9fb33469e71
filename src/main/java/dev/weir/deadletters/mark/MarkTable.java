package dev.weir.deadletters.mark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.model.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/**
 * The marks as the records of their topic leave them, read in order; each reader comes to the same result.
 *
 * <p>The first claim of a dead letter wins. Claims of others count for nothing until the winner has released it, or
 * they are forced and the winner has had its time. Not thread-safe.
 */
final class MarkTable {

    /** A redrive sends a record at most so long after its claim. */
    static final Duration CLAIM_LIFETIME = Duration.ofMinutes(2);

    private final Map<LetterId, Mark> marks = new HashMap<>();
    private final int maxMarks;

    MarkTable(int maxMarks) {
        this.maxMarks = maxMarks;
    }

    /** Takes the next record of the topic. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        LetterId.parse(new String(record.key(), UTF_8)).ifPresent(letter -> {
            if (record.value() == null) {
                marks.remove(letter);
            } else {
                Mark.parse(record.value(), record.timestamp()).ifPresent(mark -> take(letter, mark));
            }
        });
    }

    private void take(LetterId letter, Mark mark) {
        var existing = marks.get(letter);
        if (mark.state() == Mark.State.CLAIMED && existing != null && !overrides(mark, existing)) {
            return;
        }
        if (existing == null && marks.size() >= maxMarks) {
            throw Failure.unprocessable(
                    ("More than %d dead letters are marked as sent; truncate dead letter topics that are done with, "
                                    + "or raise weir.dead-letters.max-marks")
                            .formatted(maxMarks));
        }
        marks.put(letter, mark);
    }

    private static boolean overrides(Mark claim, Mark existing) {
        return claim.isForced()
                && (existing.state() != Mark.State.CLAIMED
                        || claim.time() - existing.time() > CLAIM_LIFETIME.toMillis());
    }

    Mark get(LetterId letter) {
        return marks.get(letter);
    }

    long count(Uuid topicId) {
        return marks.keySet().stream()
                .filter(letter -> letter.topicId().equals(topicId))
                .count();
    }

    /** Marks of dead letters of a topic that are no longer there. */
    List<LetterId> expired(Uuid topicId, Map<Integer, Long> beginnings) {
        return marks.keySet().stream()
                .filter(letter -> letter.topicId().equals(topicId)
                        && letter.offset() < beginnings.getOrDefault(letter.partition(), 0L))
                .toList();
    }
}
