package dev.weir.deadletters.redrive;

import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.TopicName;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which dead letters of a topic are sent back, and how.
 *
 * @param selected edits by partition and offset; empty for all that the filter matches
 * @param to null for the topic of origin of each
 * @param recordsPerSecond at most
 * @param isForced whether dead letters are sent that were sent before, or came back too often
 * @param maxRedrives how often a record may have been sent back before
 * @param partitioning of records with a key
 */
public record RedriveSpec(
        TopicName topic,
        Map<Integer, SortedMap<Long, LetterEdit>> selected,
        Predicate<ConsumerRecord<byte[], byte[]>> filter,
        TopicName to,
        double recordsPerSecond,
        boolean isForced,
        int maxRedrives,
        PartitionerType partitioning) {

    /** The most records that a request can name. */
    public static final int MAX_SELECTED = 1_000;

    public RedriveSpec {
        selected = new TreeMap<>(selected);
    }

    /** Whether a dead letter was named. */
    boolean selects(ConsumerRecord<byte[], byte[]> record) {
        return selected.isEmpty()
                || Optional.ofNullable(selected.get(record.partition()))
                        .map(offsets -> offsets.containsKey(record.offset()))
                        .orElse(false);
    }

    LetterEdit edit(ConsumerRecord<byte[], byte[]> record) {
        var edits = selected.get(record.partition());
        return edits == null ? LetterEdit.NONE : edits.getOrDefault(record.offset(), LetterEdit.NONE);
    }
}
