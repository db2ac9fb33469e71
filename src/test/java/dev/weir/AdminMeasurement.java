package dev.weir;

import static io.restassured.RestAssured.when;

import dev.weir.broker.TestBroker;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * Measures how long listings take on a cluster of many topics and groups, over HTTP; not part of the suite.
 *
 * <p>{@code ./mvnw test -Dtest=AdminMeasurement}, with {@code -Dmeasure.topics=10000} for more. Every group has an
 * offset committed in every topic, the worst case, with a lag of one record.
 */
@QuarkusTest
class AdminMeasurement {

    private static final int TOPICS = Integer.getInteger("measure.topics", 2_000);
    private static final int GROUPS = Integer.getInteger("measure.groups", 20);
    private static final int AT_ONCE = 500;
    private static final int WARM_UP = 10;
    private static final int RUNS = 20;

    @Test
    void listings_of_many_topics_and_groups() throws Exception {
        makeTopics();
        makeGroups();

        measure("/topics");
        measure("/topics?details=true");
        measure("/groups");
        measure("/groups/measured-0/offsets");
    }

    private static void measure(String address) {
        IntStream.range(0, WARM_UP).forEach(i -> millis(address));
        var times = IntStream.range(0, RUNS)
                .mapToLong(i -> millis(address))
                .sorted()
                .toArray();
        System.out.printf(
                "%d topics, %d groups: GET %s took %d ms (median), %d ms (most), of %d%n",
                TOPICS, GROUPS, address, times[RUNS / 2], times[RUNS - 1], RUNS);
    }

    private static long millis(String address) {
        long started = System.nanoTime();
        when().get(address).then().statusCode(200);
        return (System.nanoTime() - started) / 1_000_000;
    }

    private static void makeTopics() throws Exception {
        for (int first = 0; first < TOPICS; first += AT_ONCE) {
            List<NewTopic> topics = IntStream.range(first, Math.min(TOPICS, first + AT_ONCE))
                    .mapToObj(i -> new NewTopic("measured-" + i, Optional.of(1), Optional.empty()))
                    .toList();
            TestTopic.kafka()
                    .getOrCreateAdminClient()
                    .createTopics(topics)
                    .all()
                    .get();
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < TOPICS; i++) {
                producer.send(new ProducerRecord<>("measured-" + i, "v")).get();
            }
        }
    }

    private static void makeGroups() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int i = 0; i < TOPICS; i++) {
            offsets.put(new TopicPartition("measured-" + i, 0), new OffsetAndMetadata(0));
        }
        for (int i = 0; i < GROUPS; i++) {
            TestTopic.kafka()
                    .getOrCreateAdminClient()
                    .alterConsumerGroupOffsets("measured-" + i, offsets)
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
