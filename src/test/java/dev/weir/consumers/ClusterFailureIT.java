package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.cluster.Nodes;
import dev.weir.cluster.RoundRobinProxy;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import dev.weir.testing.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The failures of processes and connections in the table of docs/cluster.md, each made to happen. */
class ClusterFailureIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final Duration TAKE_OVER = Deadlines.seconds(10);
    private static final int RECORDS = 60;

    private static BrokerProcess broker;
    private static TcpProxy toKafka;
    private static List<TcpProxy> toNodes;
    private static Nodes nodes;
    private static RoundRobinProxy proxy;
    private static Admin admin;

    /** The last node reaches Kafka through a connection that can be cut, and all nodes reach each other so. */
    @BeforeAll
    static void start() {
        int port = TestBroker.freePort();
        int listener = TestBroker.freePort();
        toKafka = new TcpProxy(0, listener);
        broker = TestBroker.another(
                "cluster-failures",
                port,
                Map.of(
                        "group.consumer.min.session.timeout.ms",
                        "6000",
                        "group.consumer.session.timeout.ms",
                        "6000",
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,CUT:PLAINTEXT",
                        "listeners",
                        "CUT://127.0.0.1:" + listener,
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:%d,CUT://127.0.0.1:%d".formatted(port, toKafka.port())));
        broker.start();
        var ports = IntStream.range(0, 3).mapToObj(i -> TestBroker.freePort()).toList();
        toNodes = ports.stream().map(to -> new TcpProxy(0, to)).toList();
        nodes = Nodes.start(
                "failures",
                i -> i == 2 ? "127.0.0.1:" + toKafka.port() : broker.bootstrapServers(),
                ports,
                i -> Map.of(
                        "weir.cluster.url", "http://127.0.0.1:" + toNodes.get(i).port()));
        proxy = new RoundRobinProxy(nodes.all());
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        proxy.close();
        nodes.close();
        toNodes.forEach(TcpProxy::close);
        toKafka.close();
        broker.close();
    }

    @BeforeEach
    void all_nodes_share() {
        nodes.awaitShared(3);
    }

    /** Kafka lets no process replace a member of its new protocol, so this one waits for the end of the session. */
    @ParameterizedTest
    @ValueSource(strings = {"cooperative-sticky", "consumer", "assigned"})
    void a_killed_owner_loses_nothing_that_was_not_committed(String kind) throws Exception {
        var topic = topic("killed-" + kind);
        var client = client(topic, kind);
        var seen = new TreeSet<String>();
        for (int round = 0; round < 2; round++) {
            send(topic, round * RECORDS);
            client.pollAndCommit(seen);
            int owner = owner(client);
            nodes.get(owner).kill();
            var times = client.pollUntil(seen, (round + 1) * RECORDS);
            client.commit();
            nodes.get(owner).start();
            System.out.printf("Killed the owner (%s); the next answer after %d ms%n", kind, times.toMillis());
            assertThat(times).isLessThan(kind.equals("consumer") ? TIMEOUT : TAKE_OVER);
        }

        assertThat(seen).hasSize(2 * RECORDS);
        assertThat(committed(client, topic)).isEqualTo(2 * RECORDS);
        client.checkStatuses(200, 204, 503, 504);
    }

    @Test
    void a_list_says_which_node_is_stopped() throws Exception {
        var stopped = nodes.get(0);
        var tag = nodes.list(stopped)
                .getString("nodes.find { it.url == '" + nodes.list(stopped).getString("self") + "' }.tag");
        signal(stopped, "STOP");
        try (var receipts =
                new EventStream(URI.create("http://127.0.0.1:" + nodes.get(1).port()), "/receipts", Optional.empty())) {
            given().port(nodes.get(1).port())
                    .get("/receipts/summary")
                    .then()
                    .statusCode(200)
                    .header("Weir-Unanswered", equalTo(tag));
            assertThat(receipts.nextWithData()).containsExactly("event:unanswered", "data:{\"node\":\"" + tag + "\"}");
        } finally {
            signal(stopped, "CONT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cooperative-sticky", "assigned"})
    void a_committed_offset_never_goes_back_when_a_stopped_owner_goes_on(String kind) throws Exception {
        var topic = topic("stopped-" + kind);
        var client = client(topic, kind);
        var seen = new TreeSet<String>();
        send(topic, 0);
        client.pollAndCommit(seen);
        var owner = nodes.get(owner(client));
        int logged = owner.log().length();
        signal(owner, "STOP");
        long before;
        try {
            proxy.leaveOut(owner);
            client.pollUntil(seen, RECORDS);
            client.commit();
            before = committed(client, topic);
            assertThat(before).isEqualTo(RECORDS);
        } finally {
            signal(owner, "CONT");
            proxy.takeBack(owner);
        }

        await().atMost(TIMEOUT).until(() -> owner.log().substring(logged).contains("' lost ["));
        await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> committed(client, topic) == RECORDS);
        client.checkStatuses(200, 204, 503, 504);
    }

    @Test
    void a_rolling_restart_is_over_soon_and_moves_no_partition_of_the_group() throws Exception {
        var topic = topic("rolling");
        var client = new V2Client(proxy.port(), topic + "-group", "one");
        client.subscribe(topic);
        var assigned = new AtomicInteger();
        var owned = new AtomicInteger();
        var stopping = new AtomicBoolean();
        var member = CompletableFuture.runAsync(() -> follow(topic, assigned, owned, stopping));
        await().atMost(TIMEOUT).until(() -> owned.get() == 1 && client.partitions() == 1);
        int before = assigned.get();
        var seen = new TreeSet<String>();
        var polling = CompletableFuture.runAsync(() -> {
            while (!stopping.get()) {
                client.pollAndCommit(seen);
            }
        });
        try {
            for (int i = 0; i < 3; i++) {
                send(topic, i * RECORDS);
                proxy.leaveOut(nodes.get(i));
                nodes.get(i).terminate();
                assertThat(nodes.get(i).endsWithin(TIMEOUT)).isTrue();
                nodes.get(i).start();
                proxy.takeBack(nodes.get(i));
                nodes.awaitShared(3);
            }
            await().atMost(TIMEOUT).until(() -> client.partitions() == 1);
        } finally {
            stopping.set(true);
            polling.join();
            member.join();
        }

        assertThat(assigned).hasValue(before);
        // A commit whose answer is lost because its owner ends may have been executed.
        client.checkStatuses(200, 204, 503, 504);
    }

    @Test
    void a_node_that_cannot_reach_the_owner_answers_503_and_does_not_open_the_instance() throws Exception {
        var topic = topic("apart");
        var client = new V2Client(proxy.port(), topic + "-group", "one");
        client.subscribe(topic);
        int owner = owner(client);
        toNodes.get(owner).cut();
        try {
            var other = new V2Client(nodes.get((owner + 1) % 3).port(), topic + "-group", "one");
            assertThat(other.get("/assignments")).isEqualTo(503);
            var same = new V2Client(nodes.get(owner).port(), topic + "-group", "one");
            assertThat(same.get("/assignments")).isEqualTo(200);
            assertThat(owner(client)).isEqualTo(owner);
        } finally {
            toNodes.get(owner).mend();
        }
        await().atMost(TIMEOUT)
                .until(() ->
                        new V2Client(nodes.get((owner + 1) % 3).port(), topic + "-group", "one").get("/assignments")
                                == 200);
    }

    @Test
    void a_node_that_is_cut_off_from_kafka_closes_its_instances_and_another_goes_on() throws Exception {
        var topic = topic("cut");
        var group = topic + "-group";
        int number = 0;
        while (!nodes.owner(group, "i" + number).equals(nodes.get(2))) {
            number++;
        }
        var client = new V2Client(proxy.port(), group, "i" + number);
        client.subscribe(topic);
        var seen = new TreeSet<String>();
        send(topic, 0);
        client.pollAndCommit(seen);
        int logged = nodes.get(2).log().length();
        toKafka.cut();
        try {
            await().atMost(TIMEOUT)
                    .until(() -> nodes.get(2).log().substring(logged).contains("' lost ["));
            assertThat(nodes.get(2).readiness()).isEqualTo(503);
            assertThat(new V2Client(nodes.get(2).port(), group, client.name()).get("/assignments"))
                    .isEqualTo(503);
            proxy.leaveOut(nodes.get(2));
            client.pollUntil(seen, RECORDS);
            client.commit();
        } finally {
            toKafka.mend();
            proxy.takeBack(nodes.get(2));
        }

        nodes.awaitShared(3);
        await().during(Duration.ofSeconds(1)).atMost(TIMEOUT).until(() -> committed(client, topic) == RECORDS);
    }

    /** A client that reads a topic with an assignor, with the newer protocol, or without a group. */
    private static V2Client client(String topic, String kind) {
        var client = new V2Client(proxy.port(), topic + "-group", "one");
        if (kind.equals("assigned")) {
            client.assign(topic);
        } else {
            client.subscribe(topic, kind);
        }
        return client;
    }

    private static String topic(String name) throws Exception {
        var topic = "ClusterFailureIT." + name;
        int partitions = name.equals("rolling") ? 2 : 1;
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all()
                .get();
        return topic;
    }

    private static void send(String topic, int from) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < from + RECORDS; i++) {
                var unused = producer.send(new ProducerRecord<>(topic, "value-" + i));
            }
        }
    }

    private static int owner(V2Client client) {
        return nodes.all().indexOf(nodes.owner(client.group(), client.name()));
    }

    private static long committed(V2Client client, String topic) throws Exception {
        var offsets = admin.listConsumerGroupOffsets(client.group())
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** A member beside the instance, which sees each rebalance. */
    private static void follow(String topic, AtomicInteger assigned, AtomicInteger owned, AtomicBoolean stopping) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                topic + "-group",
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(java.util.Collection<TopicPartition> partitions) {
                    // Only what follows counts.
                }

                @Override
                public void onPartitionsAssigned(java.util.Collection<TopicPartition> partitions) {
                    assigned.incrementAndGet();
                }
            });
            while (!stopping.get()) {
                consumer.poll(Duration.ofMillis(100));
                owned.set(consumer.assignment().size());
            }
        }
    }

    private static void signal(WeirProcess node, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(node.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
