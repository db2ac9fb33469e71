package dev.weir.channels.commit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The offsets that one consumer has still to commit: the highest of each partition.
 *
 * <p>The broker rejects commits during a rebalance. The connector drops those and commits again after the next record,
 * which may never come.
 */
final class PendingCommits {

    private static final Logger LOG = Logger.getLogger(PendingCommits.class);

    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

    /** Adds offsets; those of a partition replace its earlier one. */
    synchronized void add(Map<TopicPartition, OffsetAndMetadata> handled) {
        offsets.putAll(handled);
    }

    /** Commits all offsets; on the polling thread, where no partition is assigned or revoked meanwhile. */
    void commit(Consumer<?, ?> consumer) {
        var all = copy();
        if (!all.isEmpty()) {
            consumer.commitSync(all);
            remove(all);
        }
    }

    /** Commits the offsets of partitions that are about to be revoked, and drops them; on the polling thread. */
    void commitRevoked(Collection<TopicPartition> revoked, Consumer<?, ?> consumer) {
        var last = copy();
        last.keySet().retainAll(revoked);
        if (last.isEmpty()) {
            return;
        }
        remove(last);
        try {
            consumer.commitSync(last);
        } catch (KafkaException thrown) {
            LOG.warnf("The next member begins before %s, which could not be committed: %s", last, thrown.getMessage());
        }
    }

    /** Drops all offsets, because another member has the partitions. */
    synchronized void clear() {
        offsets.clear();
    }

    @Override
    public synchronized String toString() {
        return offsets.toString();
    }

    private synchronized Map<TopicPartition, OffsetAndMetadata> copy() {
        return new HashMap<>(offsets);
    }

    private synchronized void remove(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach(offsets::remove);
    }
}
