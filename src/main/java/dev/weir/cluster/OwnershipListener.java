package dev.weir.cluster;

import java.util.Map;
import java.util.Set;

/**
 * Called when this node takes over or gives up instances; on the one thread of the node, which keeps its membership
 * alive only while these return within seconds.
 */
public interface OwnershipListener {

    /**
     * The node owns a partition from now on.
     *
     * @param states by key, all that were written and not deleted
     */
    void takeOver(int partition, Map<String, byte[]> states);

    /** The node is about to lose partitions to others, which begin when this returns. */
    void giveUp(Set<Integer> partitions);

    /** Other nodes may have the partitions already: nothing more may be committed for them. */
    void lose(Set<Integer> partitions);

    /**
     * Another node, which owned the partition before, has written a state late.
     *
     * @param state null where it was deleted
     */
    void writtenByOther(int partition, String key, byte[] state);
}
