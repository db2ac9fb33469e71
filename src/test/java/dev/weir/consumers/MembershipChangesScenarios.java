package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnTopic.class)
abstract class MembershipChangesScenarios {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final int ROUNDS = 1;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(strings = {"cooperative-sticky", "consumer"})
    void no_record_is_missed_while_members_come_and_go(String assignment, @Partitions(3) TestTopic topic) {
        var group = assignment + "-" + topic;
        var sending = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                send(topic);
            }
        });

        try (var stays = member(group, assignment, topic)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (var comes = member(group, assignment, topic);
                        var another = member(group, assignment, topic)) {
                    // The three of them share three partitions, and each has read something of its own.
                    var members = List.of(stays, comes, another);
                    await().atMost(TIMEOUT).until(() -> {
                        members.forEach(this::work);
                        return members.stream()
                                .allMatch(member -> member.partitions(topic).size() == 1);
                    });
                    members.forEach(this::work);
                }
            }
            enough.set(true);
            sending.join();

            await().atMost(TIMEOUT).until(() -> {
                work(stays);
                return seen.size() == sent.get();
            });
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, sent.get()).mapToObj(i -> "r" + i).toList());
        assertThat(TestTopic.kafka().consumerGroups().offsets(group).values().stream()
                        .mapToLong(committed -> committed.offset())
                        .sum())
                .isEqualTo(sent.get());
    }

    @Test
    void a_commit_from_before_a_rebalance_is_refused_and_not_lost_in_silence(@Partitions(1) TestTopic topic) {
        var group = "before-" + topic;
        send(topic);
        try (var first = member(group, "cooperative-sticky", topic)) {
            assertThat(first.values(1)).containsExactly("r0");
            first.post("/subscription", "{\"topics\":[\"" + topic + "-elsewhere\"]}")
                    .statusCode(204);
            first.awaitPartitions(topic, 0);

            first.post("/offsets", "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":1}]}")
                    .statusCode(409);
            assertThat(topic.committed(group)).isZero();
        }
    }

    private static RestConsumer member(String group, String assignment, TestTopic topic) {
        return RestConsumer.text(group, "\"enable.auto.commit\":false", "\"assignment\":\"" + assignment + "\"")
                .subscribe(topic);
    }

    /** Reads and commits; a commit that a rebalance has overtaken is one that somebody else will do. */
    private void work(RestConsumer member) {
        member.records("?timeout=50").forEach(record -> seen.add(String.valueOf(record.get("value"))));
        assertThat(member.post("/offsets", "").extract().statusCode()).isIn(204, 409, 503);
    }

    private void send(TestTopic topic) {
        int number = sent.getAndIncrement();
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"r" + number + "\"}]}")
                .post("/topics/" + topic + "/partitions/" + number % topic.partitions())
                .then()
                .statusCode(200);
    }
}
