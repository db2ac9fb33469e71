package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several Weirs as members of consumer groups. */
@ExtendWith(OwnTopic.class)
class GroupMembersScenariosIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final Pattern HANDLED = Pattern.compile("\\[(\\d)]@\\d+ key=\\S+ value=(\\w+)");
    private static final String CHANNEL = "mp.messaging.incoming.web-log-in.";

    @Test
    void each_group_reads_all_records_and_a_standby_member_takes_over(@Partitions(2) TestTopic topic) {
        try (var first = weir(topic, "one", Map.of());
                var second = weir(topic, "one", Map.of());
                var standby = weir(topic, "one", Map.of());
                var other = weir(topic, "two", Map.of())) {
            send(topic, 0, "a0");
            send(topic, 1, "a1");

            await().atMost(TIMEOUT).untilAsserted(() -> {
                assertThat(values(other)).containsExactlyInAnyOrder("a0", "a1");
                assertThat(List.of(values(first), values(second), values(standby)))
                        .containsExactlyInAnyOrder(List.of("a0"), List.of("a1"), List.of());
            });
            var worker = values(first).isEmpty() ? second : first;
            var partition = values(worker).get(0).equals("a0") ? 0 : 1;
            worker.kill();
            send(topic, partition, "b");

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(values(other)).contains("b"));
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(List.of(first, second, standby))
                    .filteredOn(weir -> weir != worker)
                    .flatExtracting(GroupMembersScenariosIT::values)
                    .contains("b"));
        }
    }

    @Test
    void records_sent_while_no_member_ran_are_read_first(TestTopic topic) {
        var latest = Map.of(CHANNEL + "auto.offset.reset", "latest");
        try (var weir = weir(topic, "one", latest)) {
            List.of("a1", "a2", "a3").forEach(value -> send(topic, 0, value));
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(values(weir)).containsExactly("a1", "a2", "a3"));
            weir.terminate();
            assertThat(weir.endsWithin(Deadlines.seconds(20))).isTrue();

            List.of("b1", "b2", "b3").forEach(value -> send(topic, 0, value));
            weir.start();
            send(topic, 0, "c1");

            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(values(weir))
                    .containsExactly("a1", "a2", "a3", "b1", "b2", "b3", "c1"));
        }
    }

    @Test
    void consumers_share_the_partitions_or_have_theirs_assigned_manually(@Partitions(3) TestTopic topic) {
        var many = Map.of(
                CHANNEL + "concurrency",
                "3",
                CHANNEL + "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.RoundRobinAssignor");
        var pinned = Map.of(CHANNEL + "assign-seek", topic + ":1");
        try (var sharing = weir(topic, "shared", many);
                var alone = weir(topic, "pinned", pinned)) {
            for (int partition = 0; partition < 3; partition++) {
                send(topic, partition, "p" + partition);
            }

            await().atMost(TIMEOUT).untilAsserted(() -> {
                assertThat(values(sharing)).containsExactlyInAnyOrder("p0", "p1", "p2");
                assertThat(values(alone)).containsExactly("p1");
            });
            assertThat(health(sharing)).contains("[" + topic + "-0]", "[" + topic + "-1]", "[" + topic + "-2]");
            assertThat(health(alone)).contains("pinned to " + topic + ":1");
        }
    }

    private static WeirProcess weir(TestTopic topic, String group, Map<String, String> more) {
        var settings = new TreeMap<>(more);
        settings.put(CHANNEL + "topic", topic.name());
        settings.put(CHANNEL + "group.id", topic + "-" + group);
        settings.put(CHANNEL + "session.timeout.ms", "6000");
        settings.put(CHANNEL + "metadata.max.age.ms", "1000");
        var name = "%s-%s-%d".formatted(topic.name().toLowerCase(Locale.ROOT), group, System.nanoTime());
        return WeirProcess.start(name, TestBroker.bootstrapServers(), settings);
    }

    private static void send(TestTopic topic, int partition, String value) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(new ProducerRecord<>(topic.name(), partition, "k", value))
                .awaitCompletion(TIMEOUT);
    }

    private static List<String> values(WeirProcess weir) {
        return HANDLED.matcher(weir.log())
                .results()
                .map(found -> found.group(2))
                .toList();
    }

    private static String health(WeirProcess weir) {
        return RestAssured.given().port(weir.port()).get("/q/health/ready").asString();
    }
}
