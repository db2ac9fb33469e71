package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestCluster;
import dev.weir.cluster.Nodes;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The coordinator of the group of the nodes is killed, and another broker becomes it. */
class CoordinatorMoveIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final int RECORDS = 50;
    private static final String TOPIC = "CoordinatorMoveIT";

    @Test
    void a_node_that_is_not_the_owner_goes_on_forwarding_while_the_coordinator_moves() throws Exception {
        try (var brokers = TestCluster.start();
                var admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
                var nodes = Nodes.start("moved", brokers.bootstrapServers(), 2, Map.of())) {
            int coordinator = coordinator(admin);
            // The leader is another one, so that the records are there meanwhile.
            var replicas = IntStream.range(0, 3)
                    .mapToObj(i -> (coordinator + i) % 3 + 1)
                    .toList();
            admin.createTopics(List.of(new NewTopic(TOPIC, Map.of(0, replicas))))
                    .all()
                    .get();
            var owner = nodes.owner(TOPIC + "-group", "one");
            var other = nodes.all().stream()
                    .filter(node -> node != owner)
                    .findFirst()
                    .orElseThrow();
            var client = new V2Client(other.port(), TOPIC + "-group", "one");
            client.subscribe(TOPIC);
            var seen = new TreeSet<String>();
            send(brokers.bootstrapServers(), 0);
            client.pollUntil(seen, RECORDS);
            client.commit();

            brokers.node(coordinator).kill();
            assertThat(client.get("/assignments")).isEqualTo(200);
            send(brokers.bootstrapServers(), RECORDS);
            client.pollUntil(seen, 2 * RECORDS);

            await().atMost(TIMEOUT).ignoreExceptions().until(() -> {
                client.commit();
                return committed(admin) == 2 * RECORDS;
            });
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> coordinator(admin) != coordinator);
            nodes.awaitShared(2);
            client.checkStatuses(200, 204, 503, 504);
        }
    }

    private static int coordinator(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of("weir.nodes-moved"))
                .describedGroups()
                .get("weir.nodes-moved")
                .get()
                .coordinator()
                .id();
    }

    private static void send(String bootstrapServers, int from) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < from + RECORDS; i++) {
                var unused = producer.send(new ProducerRecord<>(TOPIC, "value-" + i));
            }
        }
    }

    private static long committed(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(TOPIC + "-group").partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }
}
