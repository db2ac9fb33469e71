package dev.weir;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.KafkaTool;
import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.Kcat;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Weir describes topics and groups as Kafka's own tools do, field by field. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class KafkaToolsTest {

    private static final String SERVERS = TestBroker.bootstrapServers();

    @Test
    void weir_lists_the_topics_of_kafka_topics() {
        assertThat(KafkaTool.TOPICS.run(SERVERS, "--list"))
                .containsExactlyInAnyOrderElementsOf(
                        json("/topics?internal=true").getList("", String.class));
        assertThat(KafkaTool.TOPICS.run(SERVERS, "--list", "--exclude-internal"))
                .containsExactlyInAnyOrderElementsOf(json("/topics").getList("", String.class));
    }

    @Test
    void weir_describes_a_topic_as_kafka_topics_does(@Partitions(3) TestTopic topic) {
        sending("application/json", "{\"configs\":{\"retention.ms\":\"60000\",\"cleanup.policy\":\"delete\"}}")
                .patch("/admin/topics/" + topic)
                .then()
                .statusCode(204);

        var lines = KafkaTool.TOPICS.run(SERVERS, "--describe", "--topic", topic.name());
        var ours = json("/topics/" + topic + "?configs=changed");

        var head = fields(lines.get(0));
        assertThat(head)
                .containsEntry("Topic", ours.getString("name"))
                .containsEntry("PartitionCount", "" + ours.getList("partitions").size());
        assertThat(settings(head.get("Configs"))).isEqualTo(ours.getMap("configs"));
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 3; i++) {
            var kafkas = fields(lines.get(i + 1));
            var at = "partitions[" + i + "].";
            assertThat(kafkas)
                    .containsEntry("Partition", ours.getString(at + "partition"))
                    .containsEntry("Leader", ours.getString(at + "leader"))
                    .containsEntry("Replicas", joined(ours.getList(at + "replicas.broker")))
                    .containsEntry("Isr", joined(ours.getList(at + "replicas.findAll { it.in_sync }.broker")));
        }
    }

    @Test
    void weir_describes_a_group_as_kafka_consumer_groups_does(@Partitions(2) TestTopic topic) {
        send(topic, 5);
        try (var member = join(topic)) {
            member.commitSync(Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(2)));

            var lag = json("/groups/" + topic + "/offsets");
            var offsets = KafkaTool.CONSUMER_GROUPS.table(SERVERS, "--describe", "--group", topic.name()).stream()
                    .sorted((a, b) -> a.get("PARTITION").compareTo(b.get("PARTITION")))
                    .toList();
            assertThat(offsets).hasSize(2);
            for (int i = 0; i < 2; i++) {
                var at = "partitions[" + i + "].";
                assertThat(offsets.get(i))
                        .containsEntry("GROUP", lag.getString("group"))
                        .containsEntry("TOPIC", lag.getString(at + "topic"))
                        .containsEntry("PARTITION", lag.getString(at + "partition"))
                        .containsEntry("CURRENT-OFFSET", orDash(lag.getString(at + "committed")))
                        .containsEntry("LOG-END-OFFSET", lag.getString(at + "end"))
                        .containsEntry("LAG", orDash(lag.getString(at + "lag")))
                        .containsEntry("CONSUMER-ID", lag.getString(at + "member_id"))
                        .containsEntry("HOST", "/" + lag.getString(at + "host"))
                        .containsEntry("CLIENT-ID", lag.getString(at + "client_id"));
            }

            var group = json("/groups/" + topic);
            assertThat(KafkaTool.CONSUMER_GROUPS.table(SERVERS, "--describe", "--state", "--group", topic.name()))
                    .singleElement()
                    .satisfies(state -> assertThat(state)
                            .containsEntry("GROUP", group.getString("group"))
                            .containsEntry(
                                    "COORDINATOR",
                                    group.getString("coordinator.host") + ":" + group.getString("coordinator.port"))
                            .containsEntry("(ID)", "(" + group.getString("coordinator.broker") + ")")
                            .containsEntry("ASSIGNMENT-STRATEGY", group.getString("assignor"))
                            .containsEntry("STATE", group.getString("state"))
                            .containsEntry(
                                    "#MEMBERS", "" + group.getList("members").size()));
        }
    }

    @Test
    void weir_lists_the_groups_of_kafka_consumer_groups(TestTopic topic) {
        try (var member = join(topic)) {
            member.commitSync(Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(0)));

            var ours = json("/groups").<Map<String, Object>>getList("").stream()
                    .collect(Collectors.toMap(
                            group -> group.get("group"), group -> group.get("type") + " " + group.get("state")));
            var kafkas = KafkaTool.CONSUMER_GROUPS.table(SERVERS, "--list", "--type", "--state").stream()
                    .collect(Collectors.toMap(
                            group -> (Object) group.get("GROUP"),
                            group -> group.get("TYPE").toLowerCase(Locale.ROOT) + " " + group.get("STATE")));

            assertThat(ours).containsAllEntriesOf(kafkas).hasSameSizeAs(kafkas);
        }
    }

    @Test
    void a_reset_commits_the_offsets_of_kafka_consumer_groups(@Partitions(2) TestTopic topic) {
        send(topic, 5);
        join(topic).close();
        sending("application/json", "{\"to\":\"offset\",\"value\":2,\"topics\":[\"" + topic + "\"],\"dry_run\":false}")
                .post("/groups/" + topic + "/offsets")
                .then()
                .statusCode(200);

        for (var way : List.of(
                new String[] {"\"to\":\"offset\",\"value\":99", "--to-offset", "99"},
                new String[] {"\"to\":\"shift\",\"value\":-1", "--shift-by", "-1"},
                new String[] {
                    "\"to\":\"timestamp\",\"value\":\"2023-11-14T22:13:23Z\"",
                    "--to-datetime",
                    "2023-11-14T22:13:23.000Z"
                })) {
            var arguments = new ArrayList<>(
                    List.of("--reset-offsets", "--dry-run", "--group", topic.name(), "--topic", topic.name()));
            arguments.addAll(Arrays.asList(way).subList(1, way.length));
            var kafkas = KafkaTool.CONSUMER_GROUPS.table(SERVERS, arguments.toArray(String[]::new)).stream()
                    .collect(Collectors.toMap(row -> row.get("PARTITION"), row -> row.get("NEW-OFFSET")));

            var ours = sending("application/json", "{" + way[0] + ",\"topics\":[\"" + topic + "\"]}")
                    .post("/groups/" + topic + "/offsets")
                    .jsonPath()
                    .<Map<String, Object>>getList("partitions")
                    .stream()
                    .collect(Collectors.toMap(row -> "" + row.get("partition"), row -> "" + row.get("after")));

            assertThat(ours).as(way[0]).isEqualTo(kafkas);
        }
    }

    @Test
    void weir_describes_a_topic_as_kcat_does(@Partitions(3) TestTopic topic) {
        Assumptions.assumeTrue(Kcat.isInstalled(), "kcat is not installed on this machine");
        send(topic, 5);

        var kcats = new JsonPath(Kcat.run("", "-L", "-J", "-t", topic.name()));
        var ours = json("/topics/" + topic + "?configs=changed");
        var cluster = json("/cluster");

        assertThat(cluster.getList("brokers.broker")).isEqualTo(kcats.getList("brokers.id"));
        assertThat(cluster.getString("brokers[0].host") + ":" + cluster.getString("brokers[0].port"))
                .isEqualTo(kcats.getString("brokers[0].name"));
        assertThat(ours.getString("name")).isEqualTo(kcats.getString("topics[0].topic"));
        assertThat(ours.getList("partitions.partition")).isEqualTo(kcats.getList("topics[0].partitions.partition"));
        assertThat(ours.getList("partitions.leader")).isEqualTo(kcats.getList("topics[0].partitions.leader"));
        assertThat(ours.getList("partitions.replicas.broker"))
                .isEqualTo(kcats.getList("topics[0].partitions.replicas.id"));
        assertThat(ours.getList("partitions.replicas*.findAll { it.in_sync }.broker"))
                .isEqualTo(kcats.getList("topics[0].partitions.isrs.id"));
        for (int i = 0; i < 3; i++) {
            var offsets = json("/topics/" + topic + "/partitions/" + i + "/offsets");
            assertThat(kcatOffset(topic, i, -2)).isEqualTo(offsets.getLong("beginning_offset"));
            assertThat(kcatOffset(topic, i, -1)).isEqualTo(offsets.getLong("end_offset"));
        }
    }

    private static long kcatOffset(TestTopic topic, int partition, int which) {
        var line = Kcat.run("", "-Q", "-t", topic.name() + ":" + partition + ":" + which);
        return Long.parseLong(line.strip().replaceAll(".* ", ""));
    }

    private static JsonPath json(String address) {
        return when().get(address).then().statusCode(200).extract().jsonPath();
    }

    /** The fields of a line such as {@code Topic: t<tab>Partition: 0}. */
    private static Map<String, String> fields(String line) {
        return Arrays.stream(line.strip().split("\t", -1))
                .map(field -> field.split(":", 2))
                .collect(Collectors.toMap(field -> field[0].strip(), field -> field[1].strip()));
    }

    private static Map<String, String> settings(String configs) {
        return Arrays.stream(configs.split(",", -1))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1], (a, b) -> a, TreeMap::new));
    }

    private static String joined(List<?> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String orDash(String value) {
        return value == null ? "-" : value;
    }

    private static void send(TestTopic topic, int count) {
        for (int i = 0; i < count; i++) {
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records?partition=0&timestamp=" + (1_700_000_000_000L + i * 1000L))
                    .then()
                    .statusCode(200);
        }
    }

    private static KafkaConsumer<byte[], byte[]> join(TestTopic topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                SERVERS,
                "group.id",
                topic.name(),
                "client.id",
                "tools",
                "enable.auto.commit",
                false);
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic.name()));
        Deadlines.await().until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        });
        return consumer;
    }
}
