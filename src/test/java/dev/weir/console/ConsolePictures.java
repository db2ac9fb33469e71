package dev.weir.console;

import static dev.weir.testing.Requests.sending;
import static org.awaitility.Awaitility.await;

import dev.weir.broker.TestBroker;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/**
 * Takes the pictures of the README from the real page. Not a test, and run by name only: {@code ./mvnw test
 * -Dtest=ConsolePictures}.
 */
@QuarkusTest
class ConsolePictures {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 6;
    private static final int SLOW_PARTITION = 4;
    private static final Duration RECORDED = Duration.ofSeconds(70);
    private static final Path DIRECTORY = Path.of("docs", "pictures");

    /** Records that each group leaves unread. */
    private static final Map<String, Integer> GROUPS = Map.of("billing", 0, "search-index", 2, "audit", 60);

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void pictures() throws Exception {
        Files.createDirectories(DIRECTORY);
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            generate("c-{n}", "{\"orderId\":{n},\"city\":\"Gent\",\"currency\":\"EUR\"}");
            browser.open("#/topics/" + TOPIC);
            long start = System.nanoTime();
            var stuck = new HashMap<TopicPartition, Long>();
            await().atMost(RECORDED.multipliedBy(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        commit(admin, stuck, System.nanoTime() - start);
                        return System.nanoTime() - start > RECORDED.toNanos();
                    });
            browser.type("#k", "c-20417");
            browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
            browser.awaitText(".rec li", " ms");
            take("light");
            take("dark");
        }
    }

    private static void generate(String key, String value) {
        sending(
                        "application/json",
                        "{\"topic\":\"%s\",\"rate\":38,\"count\":100000,\"key\":\"%s\",\"value\":\"%s\"}"
                                .formatted(TOPIC, key, value.replace("\"", "\\\"")))
                .post("/generators")
                .then()
                .statusCode(201);
    }

    /** Commits close to the end for each group; search-index stops in one partition after a third of the time. */
    private static void commit(Admin admin, Map<TopicPartition, Long> stuck, long elapsed) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            latest.put(new TopicPartition(TOPIC, partition), OffsetSpec.latest());
        }
        var ends = admin.listOffsets(latest).all().get();
        for (var group : GROUPS.entrySet()) {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
            ends.forEach((partition, end) -> {
                long offset = Math.max(0, end.offset() - group.getValue());
                if (group.getKey().equals("search-index") && partition.partition() == SLOW_PARTITION) {
                    offset = elapsed < RECORDED.toNanos() / 3
                            ? stuck.merge(partition, offset, Math::max)
                            : stuck.getOrDefault(partition, 0L);
                }
                committed.put(partition, new OffsetAndMetadata(offset));
            });
            admin.alterConsumerGroupOffsets(group.getKey(), committed).all().get();
        }
    }

    private static void take(String scheme) throws IOException {
        browser.scheme(scheme);
        browser.awaitText("tr.mine", "c-20417");
        browser.screenshot(DIRECTORY.resolve("console-" + scheme + ".png"));
    }
}
