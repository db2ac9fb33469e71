package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.ClusterNode;
import dev.weir.model.Failure;
import java.util.List;
import java.util.Optional;

/** The node that a request is for. */
sealed interface ForwardTarget {

    Optional<ClusterNode> among(List<ClusterNode> nodes);

    /** The response where there is none. */
    default Failure missing() {
        return ClusterMembership.notOwned();
    }

    /** The node that has given an id. */
    record Maker(String tag) implements ForwardTarget {

        @Override
        public Optional<ClusterNode> among(List<ClusterNode> nodes) {
            return nodes.stream().filter(node -> node.tag().equals(tag)).findFirst();
        }

        @Override
        public Failure missing() {
            return Failure.notFound("The node that had this, with the tag '%s', is not among the nodes (/cluster/nodes)"
                    .formatted(tag));
        }
    }

    /** The owner of a partition. */
    record Owner(int partition) implements ForwardTarget {

        @Override
        public Optional<ClusterNode> among(List<ClusterNode> nodes) {
            for (var node : nodes) {
                if (node.partitions().contains(partition)) {
                    return Optional.of(node);
                }
            }
            return Optional.empty();
        }
    }

    /** The first of those that own any. */
    record AnyOwner() implements ForwardTarget {

        @Override
        public Optional<ClusterNode> among(List<ClusterNode> nodes) {
            return nodes.stream().filter(node -> !node.partitions().isEmpty()).findFirst();
        }
    }
}
