package dev.weir.cluster;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The nodes of a cluster.
 *
 * @param name of the cluster; null for a Weir alone
 * @param self the address of the node that answers; null for a Weir alone
 * @param unowned partitions that no node has; their instances are unavailable
 */
@RegisterForReflection
record NodeList(String name, String self, List<Entry> nodes, List<Integer> unowned) {

    /** The nodes of a Weir that is alone. */
    static final NodeList NONE = new NodeList(null, null, List.of(), List.of());

    /**
     * One node.
     *
     * @param tag the end of the ids of its receipts and generators
     * @param partitions of the states; the node serves the instances whose states they have
     */
    @RegisterForReflection
    record Entry(String url, String tag, List<Integer> partitions) {

        Entry {
            partitions = List.copyOf(partitions);
        }
    }

    NodeList {
        nodes = List.copyOf(nodes);
        unowned = List.copyOf(unowned);
    }

    static NodeList of(ClusterSettings settings, List<ClusterNode> nodes) {
        Set<Integer> owned = new TreeSet<>();
        nodes.forEach(node -> owned.addAll(node.partitions()));
        return new NodeList(
                settings.name(),
                settings.url(),
                nodes.stream()
                        .map(node -> new Entry(
                                node.url(),
                                node.tag(),
                                node.partitions().stream().sorted().toList()))
                        .toList(),
                IntStream.range(0, StatePartition.COUNT)
                        .filter(partition -> !owned.contains(partition))
                        .boxed()
                        .toList());
    }
}
