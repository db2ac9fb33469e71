package dev.weir.console.history;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.hasItems;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a group on a real broker, as its history has them. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class GroupEventsTest {

    private static final Duration POLL = Duration.ofMillis(50);

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void members_that_join_and_leave_and_partitions_that_move_are_events(
            String protocol, @Partitions(2) TestTopic topic) {
        var history = "/groups/" + topic + "/history";
        commit(topic);
        try (var first = member("first", protocol, topic)) {
            await("the first member in the history", first).until(() -> List.of("first", "first")
                    .equals(when().get(history).jsonPath().getList("partitions.member")));
            TopicPartition moved;
            try (var second = member("second", protocol, topic)) {
                await("a partition of the second member", first, second)
                        .until(() -> second.assignment().size() == 1);
                moved = second.assignment().iterator().next();
                await("the second member in the events", first, second)
                        .until(() -> events(history), hasItems("second joined", moved(moved, "first", "second")));
            }
            await("the end of the second member in the events", first)
                    .until(() -> events(history), hasItems("second left", moved(moved, "second", "first")));
        }
    }

    private static String moved(TopicPartition at, String from, String to) {
        return "%s P%d moved from %s to %s".formatted(at.topic(), at.partition(), from, to);
    }

    private static List<String> events(String history) {
        return when().get(history).jsonPath().getList("events.text");
    }

    /** Waits while members poll, without which they leave the group. */
    @SafeVarargs
    private static ConditionFactory await(String what, KafkaConsumer<String, String>... members) {
        return Deadlines.await(what).atMost(Deadlines.seconds(60)).conditionEvaluationListener(condition -> {
            for (var member : members) {
                member.poll(POLL);
            }
        });
    }

    private static KafkaConsumer<String, String> member(String client, String protocol, TestTopic topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "group.id",
                topic.name(),
                "client.id",
                client,
                "group.protocol",
                protocol);
        var member = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        member.subscribe(List.of(topic.name()));
        return member;
    }

    private static void commit(TestTopic topic) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(
                        topic.name(),
                        Map.of(
                                new TopicPartition(topic.name(), 0), new OffsetAndMetadata(0),
                                new TopicPartition(topic.name(), 1), new OffsetAndMetadata(0)));
    }
}
