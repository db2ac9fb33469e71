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

/** Tells which brokers there are and which node decides for them. */
@ApplicationScoped
public class ClusterInfo {

    private static final int NOBODY = -1;

    /** While there is no controller nobody can tell which it is, and the brokers are worth telling without. */
    private static final int CONTROLLER_TIMEOUT_MILLIS = 2_000;

    private final KafkaAdmin admin;

    /** Asks through a admin. */
    public ClusterInfo(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The numbers of the brokers that are there, in order. */
    public CompletionStage<List<Integer>> brokers() {
        return admin.read(admin -> admin.describeCluster().nodes())
                .thenApply(nodes -> nodes.stream().map(Node::id).sorted().toList());
    }

    /** The cluster with its brokers. */
    public CompletionStage<ClusterDetails> state() {
        var controller = controller().handle((found, untold) -> untold == null ? found.orElse(NOBODY) : NOBODY);
        var nodes = admin.read(admin -> admin.describeCluster().nodes());
        return admin.read(admin -> admin.describeCluster().clusterId())
                .thenCompose(id -> nodes.thenCombine(controller, (found, leader) -> state(id, found, leader)));
    }

    /**
     * The level of the cluster's {@code metadata.version}, which says what its brokers can do; 0 where they say none.
     */
    public CompletionStage<Integer> metadataVersion() {
        return admin.read(admin -> admin.describeFeatures().featureMetadata()).thenApply(features -> {
            var level = features.finalizedFeatures().get("metadata.version");
            return level == null ? 0 : (int) level.maxVersionLevel();
        });
    }

    /**
     * The node that decides, from the quorum; none while nobody leads it.
     *
     * <p>A broker that is asked for "the controller" names any broker, which passes requests on. This question needs
     * the right to describe the cluster.
     */
    public CompletionStage<OptionalInt> controller() {
        var options = new DescribeMetadataQuorumOptions().timeoutMs(CONTROLLER_TIMEOUT_MILLIS);
        return admin.read(admin -> admin.describeMetadataQuorum(options).quorumInfo())
                .thenApply(quorum -> quorum.leaderId() < 0 ? OptionalInt.empty() : OptionalInt.of(quorum.leaderId()));
    }

    private static ClusterDetails state(String id, Collection<Node> nodes, int controller) {
        var brokers = nodes.stream()
                .map(node ->
                        new BrokerDetails(node.id(), node.host(), node.port(), node.rack(), node.id() == controller))
                .sorted(Comparator.comparingInt(BrokerDetails::broker))
                .toList();
        return new ClusterDetails(id, controller == NOBODY ? null : controller, brokers);
    }
}
