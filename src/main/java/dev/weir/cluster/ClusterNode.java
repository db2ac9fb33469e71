package dev.weir.cluster;

import java.util.Set;

/**
 * A Weir among others, as Kafka describes it.
 *
 * @param url where the others reach it, {@code http(s)://host:port}
 * @param memberId its id in the group of the nodes, which only those know who may describe the group
 * @param partitions those it owns
 */
public record ClusterNode(String url, String memberId, Set<Integer> partitions) {

    public ClusterNode {
        partitions = Set.copyOf(partitions);
    }

    /** The end of all ids that the node gives; the same after a restart. */
    public String tag() {
        return NodeIds.tag(url);
    }
}
