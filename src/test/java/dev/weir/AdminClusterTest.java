package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.weir.broker.KafkaTool;
import dev.weir.broker.TestCluster;
import dev.weir.groups.GroupLags;
import dev.weir.groups.GroupSummary;
import dev.weir.groups.OffsetReset;
import dev.weir.groups.PartitionId;
import dev.weir.groups.PartitionLag;
import dev.weir.groups.ResetRequest;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.NameSelection;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import dev.weir.testing.Deadlines;
import dev.weir.topics.NewTopicSpec;
import dev.weir.topics.PartitionDetails;
import dev.weir.topics.PartitionSize;
import dev.weir.topics.ReplicaDetails;
import dev.weir.topics.TopicChanges;
import dev.weir.topics.TopicSizes;
import dev.weir.topics.TopicSummary;
import dev.weir.topics.Topics;
import dev.weir.topics.cluster.BrokerDetails;
import dev.weir.topics.cluster.ClusterInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Administration while nodes of a cluster are down. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdminClusterTest {

    private static final Duration TIMEOUT = Deadlines.seconds(30);
    private static TestCluster cluster;
    private static KafkaAdmin admin;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(Map.of("broker.rack", "north"));
        admin = KafkaAdmin.to(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void administration_works_without_one_node() {
        var before = answer(new ClusterInfo(admin).describe());
        assertThat(before.brokers())
                .extracting(BrokerDetails::broker, BrokerDetails::rack, BrokerDetails::controller)
                .contains(tuple(before.controller(), "north", true))
                .hasSize(3);
        int gone = before.controller();
        int there = gone % 3 + 1;
        var copied = create("copied", Map.of(0, List.of(1, 2, 3)));
        var single = create("single", Map.of(0, List.of(there), 1, List.of(gone)));

        cluster.node(gone).kill();
        cluster.awaitInSync(copied.value(), 0, 2);

        checkController(gone);
        checkPartitions(copied, single, gone);
        checkSizes(copied, single);
        checkGroups(single);

        cluster.node(gone).start();
        cluster.awaitInSync(copied.value(), 0, 3);
        assertThat(cluster.leaderOf(single.value(), 1)).isEqualTo(gone);
    }

    private static void checkController(int gone) {
        var brokers = new ClusterInfo(admin);
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(
                        answer(brokers.describe()).controller())
                .isNotNull()
                .isNotEqualTo(gone));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(answer(brokers.brokers())).hasSize(2));
        var changes = new TopicChanges(admin, new TopicMetadataCache(admin));
        answer(changes.create(new NewTopicSpec(new TopicName("later"), 1, (short) 2, null, false)));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(answer(new Topics(admin).names(false)))
                .contains("later"));
    }

    private static void checkPartitions(TopicName copied, TopicName single, int gone) {
        var topics = new Topics(admin);
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(answer(topics.partition(single, 1)).leader()).isNull());
        var behind = answer(topics.partition(copied, 0));
        assertThat(behind.leader()).isNotNull().isNotEqualTo(gone);
        assertThat(behind.isUnderReplicated()).isTrue();
        assertThat(behind.replicas()).contains(new ReplicaDetails(gone, false, false));
        assertThat(answer(topics.describe(single, false)).partitions())
                .extracting(PartitionDetails::leader)
                .containsExactly(gone % 3 + 1, null);
        assertThat(KafkaTool.TOPICS.run(cluster.bootstrapServers(), "--describe", "--unavailable-partitions"))
                .filteredOn(line -> line.contains("Topic: single\t"))
                .singleElement()
                .asString()
                .contains("Partition: 1\t", "Leader: none\t", "Replicas: " + gone + "\t");
    }

    private static void checkSizes(TopicName copied, TopicName single) {
        var sizes = new TopicSizes(admin);
        assertThat(answer(sizes.offsets(copied, 0)).endOffset()).isZero();
        assertThatThrownBy(() -> answer(sizes.offsets(single, 1))).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("has no leader");
        });
        var size = answer(sizes.size(single));
        assertThat(size.records()).isNull();
        assertThat(size.partitions()).extracting(PartitionSize::records).containsExactly(0L, null);
        assertThat(answer(sizes.summaries(List.of(copied.value(), single.value(), "never-made"))))
                .extracting(TopicSummary::name, TopicSummary::leaderless, TopicSummary::records)
                .containsExactly(tuple("copied", 0, 0L), tuple("single", 1, null));
        assertThat(answer(sizes.summaries(List.of(copied.value()))))
                .extracting(TopicSummary::underReplicated)
                .containsExactly(1);
    }

    private static void checkGroups(TopicName topic) {
        var group = new GroupId("reader-of-single");
        var led = new TopicPartition(topic.value(), 0);
        var leaderless = new TopicPartition(topic.value(), 1);
        var offsets = Map.of(led, new OffsetAndMetadata(0), leaderless, new OffsetAndMetadata(0));
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> answer(admin.write(admin -> admin.alterConsumerGroupOffsets(group.value(), offsets)
                                .all()))
                        == null);

        var lag = answer(new GroupLags(admin).lag(group));
        assertThat(lag.lag()).isNull();
        assertThat(lag.partitions()).extracting(PartitionLag::lag).containsExactly(0L, null);
        assertThat(answer(new GroupLags(admin).summaries(NameSelection.ALL, id -> true, true))
                        .items())
                .filteredOn(summary -> summary.group().equals(group.value()))
                .extracting(GroupSummary::lag)
                .containsExactly((Long) null);

        var reset = new OffsetReset(admin);
        assertThatThrownBy(() -> answer(reset.reset(group, toLatest(List.of()))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE))
                .hasMessageContaining("single-1");
        assertThat(answer(reset.reset(group, toLatest(List.of(new PartitionId(topic, 0)))))
                        .partitions())
                .hasSize(1);
    }

    private static ResetRequest toLatest(List<PartitionId> partitions) {
        return new ResetRequest(OffsetExpression.LATEST, List.of(), partitions, true);
    }

    @Test
    @Order(2)
    void reads_work_and_changes_time_out_without_a_controller() {
        var brokers = new ClusterInfo(admin);
        var changes = new TopicChanges(admin, new TopicMetadataCache(admin));
        cluster.node(2).kill();
        cluster.node(3).kill();

        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(
                        answer(brokers.describe()).controller())
                .isNull());
        assertThat(answer(new Topics(admin).names(false))).doesNotContain("never-decided");
        var order = new NewTopicSpec(new TopicName("never-decided"), null, null, null, false);
        assertThatThrownBy(() -> answer(changes.create(order)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME));
    }

    private static TopicName create(String name, Map<Integer, List<Integer>> replicas) {
        answer(admin.write(admin ->
                admin.createTopics(List.of(new NewTopic(name, replicas))).all()));
        return new TopicName(name);
    }

    /** Within the timeout of administration, plus a margin for a busy machine. */
    private static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(Deadlines.inSeconds(7), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw KafkaFailures.ofWrite(failed);
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError(late);
        }
    }
}
