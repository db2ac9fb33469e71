package dev.weir.channels.push;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.weir.broker.TestBroker;
import dev.weir.channels.push.FaultyReceiver.Mode;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No fault of a receiver, and no end of Weir, loses a record or changes the order of a key. */
@ExtendWith(OwnTopic.class)
class PushFaultsIT {

    private static final Duration TIMEOUT = Deadlines.seconds(180);
    private static final int WINDOW = 100;
    private static final int RECORDS = 3_000;
    private static final int KEYS = 40;
    /** Requests of each kind of fault. */
    private static final int FAULTS = 6;

    @Test
    void no_fault_loses_a_record_or_breaks_the_order_of_a_key(@Partitions(3) TestTopic topic) {
        try (var receiver = new FaultyReceiver(1_500);
                var weir = weir(topic, receiver)) {
            receiver.behave(Mode.UNAVAILABLE);
            send(topic, 0);
            fault(receiver, Mode.UNAVAILABLE);
            weir.kill();
            weir.start();
            pass(receiver, 0.1);
            fault(receiver, Mode.TOO_MANY);
            fault(receiver, Mode.REDIRECT);
            pass(receiver, 0.2);
            fault(receiver, Mode.SLOW);
            weir.kill();
            weir.start();
            receiver.refuseConnections();
            // The log has only what made the push fail first, which may be a response that did not come in time.
            await().atMost(TIMEOUT).untilAsserted(() -> push(weir)
                    .body("status", is("failing"))
                    .body("reason", containsString("the connection was refused")));
            receiver.listen();
            fault(receiver, Mode.DROP);
            pass(receiver, 0.4);
            gone(receiver, weir);
            int before = receiver.requests();
            receiver.behave(Mode.ANY);
            await().atMost(TIMEOUT).until(() -> receiver.requests() > before + 100);
            weir.kill();
            weir.start();
            receiver.behave(Mode.ACCEPT);

            await().atMost(TIMEOUT).until(() -> new HashSet<>(receiver.accepted()).size() == RECORDS);
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                            TestTopic.kafka().consumerGroups().offsets("weir-push-orders").values().stream()
                                    .mapToLong(offset -> offset.offset())
                                    .sum())
                    .isEqualTo(RECORDS));
            check(receiver, 3);
        }
    }

    /** A record that the receiver got again is not out of order; a receiver tells it by its place. */
    private static void check(FaultyReceiver receiver, int kills) {
        var all = receiver.accepted();
        assertThat(new HashSet<>(all)).hasSize(RECORDS);
        all.stream()
                .distinct()
                .collect(groupingBy(value -> value.replaceAll("-.*", "")))
                .forEach((key, values) -> assertThat(
                                values.stream().map(value -> Integer.parseInt(value.replaceAll(".*-", ""))))
                        .as("records of key %s", key)
                        .isSorted());
        // After a kill Weir sends again what it had in its window, and what it had not committed in the last second.
        int uncommitted = WINDOW + 1_000;
        assertThat(all.size() - RECORDS).isLessThanOrEqualTo(kills * uncommitted + receiver.unanswered());
    }

    private static void fault(FaultyReceiver receiver, Mode mode) {
        int before = receiver.requests();
        receiver.behave(mode);
        await().atMost(TIMEOUT).until(() -> receiver.requests() >= before + FAULTS);
    }

    /** A 410 pauses the push, without a loss, and it goes on when it is resumed. */
    private static void gone(FaultyReceiver receiver, WeirProcess weir) {
        receiver.behave(Mode.GONE);
        await().atMost(TIMEOUT).untilAsserted(() -> push(weir)
                .body("status", is("paused"))
                .body("reason", is("it responded 410 Gone"))
                .body("requests_in_flight", is(0)));
        int requests = receiver.requests();
        receiver.behave(Mode.ACCEPT);
        push(weir).body("status", is("paused")).body("dead_letters", is(0));
        assertThat(receiver.requests()).as("requests while paused").isEqualTo(requests);
        given().port(weir.port()).post("/pushes/orders/resume").then().statusCode(200);
    }

    private static ValidatableResponse push(WeirProcess weir) {
        return given().port(weir.port()).get("/pushes/orders").then().statusCode(200);
    }

    /** Lets the receiver work until it has a part of all records. */
    private static void pass(FaultyReceiver receiver, double part) {
        receiver.behave(Mode.ACCEPT);
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> receiver.accepted().size() >= part * RECORDS);
    }

    private static WeirProcess weir(TestTopic topic, FaultyReceiver receiver) {
        var push = "weir.push.orders.";
        return WeirProcess.start(
                "push-faults",
                TestBroker.bootstrapServers(),
                Map.ofEntries(
                        Map.entry(push + "topic", topic.name()),
                        Map.entry(push + "url", receiver.url()),
                        Map.entry(push + "allowed-hosts", "127.0.0.1"),
                        Map.entry(push + "concurrency", "32"),
                        Map.entry(push + "window", Integer.toString(WINDOW)),
                        Map.entry(push + "timeout", "1s"),
                        Map.entry(push + "retry.backoff", "20ms"),
                        Map.entry(push + "retry.max-backoff", "300ms"),
                        Map.entry(push + "retry.timeout", "1h"),
                        Map.entry(push + "kafka.\"session.timeout.ms\"", "6000"),
                        Map.entry("mp.messaging.incoming.web-log-in.enabled", "false")));
    }

    private static void send(TestTopic topic, int from) {
        Map<String, Object> settings = Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            IntStream.range(from, RECORDS).forEach(i -> {
                var key = "k" + i % KEYS;
                var unused = producer.send(
                        new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), (key + "-" + i).getBytes(UTF_8)));
            });
        }
    }
}
