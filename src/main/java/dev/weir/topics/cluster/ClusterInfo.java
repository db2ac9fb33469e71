package dev.weir.topics.cluster;

import dev.weir.kafka.KafkaAdmin;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.common.Node;

/** Describes the cluster: brokers, active controller, {@code metadata.version}. */
@ApplicationScoped
public class ClusterInfo {

    private static final int NO_CONTROLLER = -1;

    /** Without an active controller the request times out; the brokers are still worth returning. */
    private static final int CONTROLLER_TIMEOUT_MILLIS = 2_000;

    private final KafkaAdmin admin;

    /** Describes the cluster of this admin client. */
    public ClusterInfo(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The ids of the running brokers, in order. */
    public CompletionStage<List<Integer>> brokers() {
        return admin.read(admin -> admin.describeCluster().nodes())
                .thenApply(nodes -> nodes.stream().map(Node::id).sorted().toList());
    }

    /** The cluster with its brokers. */
    public CompletionStage<ClusterDetails> describe() {
        var controller =
                controller().handle((found, thrown) -> thrown == null ? found.orElse(NO_CONTROLLER) : NO_CONTROLLER);
        var nodes = admin.read(admin -> admin.describeCluster().nodes());
        return admin.read(admin -> admin.describeCluster().clusterId())
                .thenCompose(id -> nodes.thenCombine(controller, (found, leader) -> details(id, found, leader)));
    }

    /**
     * The level of the cluster's {@code metadata.version}, which defines what its brokers support; 0 where it is
     * unknown.
     */
    public CompletionStage<Integer> metadataVersion() {
        return admin.read(admin -> admin.describeFeatures().featureMetadata()).thenApply(features -> {
            var level = features.finalizedFeatures().get("metadata.version");
            return level == null ? 0 : (int) level.maxVersionLevel();
        });
    }

    /**
     * The active controller, which is the leader of the metadata quorum; empty while there is none.
     *
     * <p>A cluster description returns any broker as "the controller", because brokers forward requests to it.
     * Describing the quorum requires the operation DESCRIBE on the cluster.
     */
    public CompletionStage<OptionalInt> controller() {
        var options = new DescribeMetadataQuorumOptions().timeoutMs(CONTROLLER_TIMEOUT_MILLIS);
        return admin.read(admin -> admin.describeMetadataQuorum(options).quorumInfo())
                .thenApply(quorum -> quorum.leaderId() < 0 ? OptionalInt.empty() : OptionalInt.of(quorum.leaderId()));
    }

    private static ClusterDetails details(String id, Collection<Node> nodes, int controller) {
        var brokers = nodes.stream()
                .map(node ->
                        new BrokerDetails(node.id(), node.host(), node.port(), node.rack(), node.id() == controller))
                .sorted(Comparator.comparingInt(BrokerDetails::broker))
                .toList();
        return new ClusterDetails(id, controller == NO_CONTROLLER ? null : controller, brokers);
    }
}
