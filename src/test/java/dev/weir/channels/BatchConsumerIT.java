package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The batch consumer handles a partial batch in time and loses none. */
@ExtendWith(OwnTopic.class)
class BatchConsumerIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    /** Time for ten stored records to fill a batch, on this machine. */
    private static final Duration FILL_TIME = Deadlines.seconds(1);

    private static final Pattern BATCH = Pattern.compile("A batch of (\\d+) records");
    private static final Pattern VALUE = Pattern.compile("key=k value=(\\w+)");
    private static final String CHANNEL = "mp.messaging.incoming.web-log-batches-in.";

    @Test
    void a_batch_is_handled_when_it_is_full_or_its_max_wait_is_over(TestTopic topic) {
        send(topic, 0, 25);
        try (var weir = weir("first", topic, FILL_TIME.toMillis() + "ms")) {
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(values(weir)).isEqualTo(values(0, 25)));
            assertThat(batches(weir)).containsExactly(10, 10, 5);
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(topic.committed(topic.name()))
                    .isEqualTo(25));
        }
    }

    @Test
    void a_partial_batch_is_handled_when_weir_stops_and_when_a_member_joins(TestTopic topic) {
        try (var first = weir("first", topic, "10m")) {
            send(topic, 0, 3);
            // Only the metrics of the consumer tell that the three records are in the batch.
            await("three records fetched").atMost(TIMEOUT).until(() -> fetched(first) >= 3);
            assertThat(values(first)).isEmpty();
            first.terminate();

            assertThat(first.endsWithin(Deadlines.seconds(20)))
                    .as("the end after SIGTERM")
                    .isTrue();
            assertThat(values(first)).isEqualTo(values(0, 3));
            assertThat(topic.committed(topic.name())).isEqualTo(3);

            first.start();
            send(topic, 3, 5);
            await("two more records fetched").atMost(TIMEOUT).until(() -> fetched(first) >= 2);
            try (var second = weir("second", topic, "10m")) {
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(values(first)).isEqualTo(values(0, 5)));
                await().atMost(TIMEOUT).untilAsserted(() -> assertThat(topic.committed(topic.name()))
                        .isEqualTo(5));
                assertThat(values(second)).isEmpty();
            }
        }
    }

    private static WeirProcess weir(String name, TestTopic topic, String maxWait) {
        var settings = new TreeMap<>(Map.of(
                CHANNEL + "enabled",
                "true",
                CHANNEL + "topic",
                topic.name(),
                CHANNEL + "group.id",
                topic.name(),
                // With the eager protocol every member gives up all partitions when one joins.
                CHANNEL + "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.RangeAssignor",
                "weir.consume.batch.max-wait",
                maxWait));
        var log = "%s-%s".formatted(topic.name().toLowerCase(Locale.ROOT), name);
        return WeirProcess.start(log, TestBroker.bootstrapServers(), settings);
    }

    private static void send(TestTopic topic, int from, int to) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(IntStream.range(from, to)
                        .mapToObj(i -> new ProducerRecord<>(topic.name(), "k", "v" + i))
                        .toList())
                .awaitCompletion(TIMEOUT);
    }

    /** The records that the channel's consumer has fetched since Weir started, by the metrics of Kafka's client. */
    private static double fetched(WeirProcess weir) {
        var metrics = given().port(weir.port()).get("/q/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith("kafka_consumer_fetch_manager_records_consumed_total{"))
                .filter(line -> line.contains("web-log-batches-in"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "v" + i).toList();
    }

    private static List<String> values(WeirProcess weir) {
        return VALUE.matcher(weir.log()).results().map(found -> found.group(1)).toList();
    }

    private static List<Integer> batches(WeirProcess weir) {
        return BATCH.matcher(weir.log())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
