package dev.weir.channels.commit;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * Is told which partitions the consumer of a channel has, on its polling thread.
 *
 * <p>It may block that thread for much less than {@code max.poll.interval.ms}.
 */
public interface PartitionListener {

    /** The consumer gets these partitions beside those that it has; before any of their records. */
    default void assigned(Collection<TopicPartition> partitions) {}

    /** The consumer loses these partitions; records that are acknowledged before this returns are committed. */
    void revoking(Collection<TopicPartition> partitions);

    /** The consumer closes; records that are acknowledged before this returns are committed. */
    void closing();
}
