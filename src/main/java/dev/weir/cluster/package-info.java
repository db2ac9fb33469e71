/**
 * Several Weirs behind one address: which node owns which consumer instances, what an instance was asked to be, and the
 * requests that are for another node.
 *
 * <p>Kafka decides: the nodes are members of one consumer group, and a node owns what belongs to the partitions of a
 * compacted topic that the group assigns to it. Without {@code weir.cluster.name} nothing of it runs. The instances
 * themselves are in {@code consumers}.
 */
package dev.weir.cluster;
