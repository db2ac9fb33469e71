package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * A partition and its replicas.
 *
 * @param partition from 0
 * @param leader the id of the broker that leads it; null while it has no leader
 * @param replicas in Kafka's order, the preferred leader first
 */
@RegisterForReflection
public record PartitionDetails(int partition, Integer leader, List<ReplicaDetails> replicas) {

    public PartitionDetails {
        replicas = List.copyOf(replicas);
    }

    static PartitionDetails of(TopicPartitionInfo info) {
        var leader = info.leader() == null || info.leader().isEmpty()
                ? null
                : Integer.valueOf(info.leader().id());
        var inSync = info.isr().stream().map(Node::id).toList();
        var replicas = info.replicas().stream()
                .map(node -> new ReplicaDetails(
                        node.id(), leader != null && leader == node.id(), inSync.contains(node.id())))
                .toList();
        return new PartitionDetails(info.partition(), leader, replicas);
    }

    /** Whether a replica is not in sync. */
    @JsonIgnore
    public boolean isUnderReplicated() {
        return replicas.stream().anyMatch(replica -> !replica.inSync());
    }
}
