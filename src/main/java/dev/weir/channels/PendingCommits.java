package dev.weir.channels;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * What one consumer has handled and Kafka has not taken the commit of: the furthest of each partition.
 *
 * <p>Kafka takes no commits while it rebalances. The connector forgets those, and makes the next when the next record
 * is handled, which may be never.
 */
final class PendingCommits {

    private static final Logger LOG = Logger.getLogger(PendingCommits.class);

    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

    /** Later ones of a partition take the place of earlier ones. */
    synchronized void add(Map<TopicPartition, OffsetAndMetadata> handled) {
        offsets.putAll(handled);
    }

    /** Commits all there is; on the thread that polls, where no partition comes or goes meanwhile. */
    void commit(Consumer<?, ?> consumer) {
        var all = all();
        if (!all.isEmpty()) {
            consumer.commitSync(all);
            remove(all);
        }
    }

    /**
     * Commits what there is of partitions that are about to go, and owes nothing of them any more; as {@link #commit}.
     */
    void commitRevoked(Collection<TopicPartition> leaving, Consumer<?, ?> consumer) {
        var last = all();
        last.keySet().retainAll(leaving);
        if (last.isEmpty()) {
            return;
        }
        remove(last);
        try {
            consumer.commitSync(last);
        } catch (KafkaException late) {
            LOG.warnf("Whoever has the partitions next begins before %s: %s", last, late.getMessage());
        }
    }

    /** Owes nothing any more: the partitions are somebody else's. */
    synchronized void clear() {
        offsets.clear();
    }

    @Override
    public synchronized String toString() {
        return offsets.toString();
    }

    private synchronized Map<TopicPartition, OffsetAndMetadata> all() {
        return new HashMap<>(offsets);
    }

    private synchronized void remove(Map<TopicPartition, OffsetAndMetadata> paid) {
        paid.forEach(offsets::remove);
    }
}
