package dev.weir.cluster;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Nodes join, leave and are killed; the others own what they had. */
class NodesIT {

    @Test
    void nodes_share_the_partitions_and_the_others_take_over_from_one_that_is_killed_or_leaves() {
        try (var nodes = Nodes.start("share", TestBroker.bootstrapServers(), 3, Map.of())) {
            assertThat(nodes.list(nodes.get(0)).getList("nodes.partitions"))
                    .allSatisfy(of -> assertThat((List<?>) of).hasSizeBetween(10, 11));
            assertThat(nodes.get(0).log()).contains("of cluster 'share' took over [");

            nodes.get(0).kill();
            nodes.awaitShared(2);

            nodes.get(1).terminate();
            nodes.awaitShared(1);

            assertThat(nodes.get(1).log()).contains("of cluster 'share' gave up [");
            assertThat(nodes.list(nodes.get(2)).getString("self"))
                    .isEqualTo("http://127.0.0.1:" + nodes.get(2).port());
            assertThat(Nodes.metric(nodes.get(2), "weir_cluster_nodes")).isEqualTo(1);
            assertThat(Nodes.metric(nodes.get(2), "weir_cluster_takeovers_seconds_count"))
                    .isGreaterThanOrEqualTo(StatePartition.COUNT);
        }
    }

    @Test
    void a_topic_that_does_not_fit_ends_the_start_with_the_reason() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("NodesIT.few", Optional.of(3), Optional.empty()),
                            new NewTopic("NodesIT.deleting", Optional.of(32), Optional.empty())))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> start("NodesIT.few"))
                .hasMessageContaining("Topic 'NodesIT.few' (weir.cluster.topic) has 3 partitions and needs 32");
        assertThatThrownBy(() -> start("NodesIT.deleting"))
                .hasMessageContaining("has cleanup.policy=delete and needs compact");
    }

    private static void start(String topic) {
        var settings = Nodes.settings("unfit", Map.of("weir.cluster.topic", topic));
        WeirProcess.start("cluster-" + topic, TestBroker.bootstrapServers(), settings)
                .close();
    }

    @Test
    void a_node_that_starts_before_kafka_joins_when_kafka_answers() {
        try (var broker = TestBroker.another("late")) {
            var settings = Nodes.settings("late", Map.of());
            try (var weir = WeirProcess.launchScript(
                    java.nio.file.Path.of("."), "cluster-late", broker.bootstrapServers(), settings)) {
                await().atMost(Deadlines.seconds(60))
                        .until(() -> weir.log().contains("This node joins the others when Kafka answers"));
                assertThat(weir.readiness()).isNotEqualTo(200);

                broker.start();

                await().atMost(Deadlines.seconds(60)).until(() -> weir.readiness() == 200);
                await().atMost(Deadlines.seconds(60))
                        .until(() -> Nodes.metric(weir, "weir_cluster_partitions_owned") == StatePartition.COUNT);
            } finally {
                broker.kill();
            }
        }
    }
}
