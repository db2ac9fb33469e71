package dev.weir.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The seeds' group consumer: it says when it is ready, outlives rebalances, and finishes its work when it is stopped. */
class ProgramP10IT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A log is added to, and what an earlier run left there is not to be counted. */
    private static BrokerProcess broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.another("program-p10");
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("web_log", 2, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void every_record_is_handled_while_members_come_and_go() throws Exception {
        try (var first = WeirProcess.start("p10-first", broker.bootstrapServers(), Map.of())) {
            send(0, 20);
            await().atMost(PATIENCE).until(() -> handled(first) == 20);

            var second = WeirProcess.start("p10-second", broker.bootstrapServers(), Map.of());
            // It is a member at once, and has a partition when the first has given one up.
            var sent = new AtomicInteger(20);
            await().atMost(PATIENCE).until(() -> {
                send(sent.get(), sent.addAndGet(2));
                return handled(second) > 0;
            });

            second.terminate();
            assertThat(second.endsWithin(Duration.ofSeconds(20))).isTrue();
            send(sent.get(), sent.addAndGet(20));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(values(first, second))
                    .containsAll(IntStream.range(0, sent.get())
                            .mapToObj(i -> "record-" + i + "!")
                            .toList()));
            assertThat(first.readiness()).isEqualTo(200);
        }
    }

    private static void send(int from, int to) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>("web_log", i % 2, "k" + i, "record-" + i + "!"))
                        .get(10, TimeUnit.SECONDS);
            }
        }
    }

    private static long handled(WeirProcess weir) {
        return weir.log().lines().filter(line -> line.contains("value=record-")).count();
    }

    private static List<String> values(WeirProcess... weirs) {
        return List.of(weirs).stream()
                .flatMap(weir -> weir.log().lines())
                .filter(line -> line.contains("value=record-"))
                .map(line -> line.replaceAll(".*value=(record-\\d+!).*", "$1"))
                .distinct()
                .toList();
    }
}
