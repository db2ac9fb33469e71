package dev.weir.cluster;

import java.util.Set;

/**
 * A Weir among others, as Kafka describes it.
 *
 * @param url where the others reach it, {@code http(s)://host:port}
 * @param memberId its id in the group of the nodes, which only those know who may describe the group
 * @param partitions those it owns
 */
record ClusterNode(String url, String memberId, Set<Integer> partitions) {

    ClusterNode {
        partitions = Set.copyOf(partitions);
    }
}
