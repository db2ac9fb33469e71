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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios of groups and partitions, told with consumer instances. */
@ExtendWith(OwnTopic.class)
abstract class GroupAssignmentScenarios {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @Test
    void two_groups_each_read_all(@Partitions(2) TestTopic topic) {
        var values = send(topic, 0, 10);
        try (var one = RestConsumer.text("p14-one").subscribe(topic);
                var other = RestConsumer.text("p14-other").subscribe(topic)) {
            assertThat(one.values(10)).containsExactlyInAnyOrderElementsOf(values);
            assertThat(other.values(10)).containsExactlyInAnyOrderElementsOf(values);
        }
    }

    @Test
    void two_members_share_two_partitions(@Partitions(2) TestTopic topic) {
        var group = "p14-share";
        try (var one = RestConsumer.text(group).subscribe(topic);
                var other = RestConsumer.text(group).subscribe(topic)) {
            one.awaitPartitions(topic, 1);
            other.awaitPartitions(topic, 1);
            assertThat(one.partitions(topic)).doesNotContainAnyElementsOf(other.partitions(topic));

            var values = send(topic, 0, 10);

            var ofOne = one.values(5);
            var ofOther = other.values(5);
            assertThat(ofOne).hasSize(5).doesNotContainAnyElementsOf(ofOther);
            ofOne.addAll(ofOther);
            assertThat(ofOne).containsExactlyInAnyOrderElementsOf(values);
        }
    }

    @Test
    void a_third_member_stands_by_and_takes_over_when_one_leaves(@Partitions(2) TestTopic topic) {
        var group = "p14-standby";
        try (var one = RestConsumer.text(group).subscribe(topic);
                var other = RestConsumer.text(group).subscribe(topic)) {
            one.awaitPartitions(topic, 1);
            other.awaitPartitions(topic, 1);
            try (var third = RestConsumer.text(group).subscribe(topic)) {
                await().atMost(TIMEOUT)
                        .until(() -> TestTopic.kafka()
                                        .consumerGroups()
                                        .describe(group)
                                        .members()
                                        .size()
                                == 3);
                var all = new ArrayList<>(one.partitions(topic));
                all.addAll(other.partitions(topic));
                all.addAll(third.partitions(topic));
                assertThat(all).containsExactlyInAnyOrder(0, 1);

                one.end();

                var left = List.of(other, third);
                await().atMost(TIMEOUT).until(() -> left.stream()
                        .allMatch(member -> member.partitions(topic).size() == 1));
                send(topic, 0, 2);
                assertThat(other.values(1)).hasSize(1);
                assertThat(third.values(1)).hasSize(1);
            }
        }
    }

    @Test
    void a_new_group_reads_again_from_the_start_and_an_old_one_goes_on(TestTopic topic) {
        send(topic, 0, 3);
        try (var first = RestConsumer.text("p14-old").subscribe(topic)) {
            assertThat(first.values(3)).containsExactly("r0", "r1", "r2");
        }
        send(topic, 3, 5);

        try (var again = RestConsumer.text("p14-old").subscribe(topic);
                var other = RestConsumer.text("p14-new").subscribe(topic)) {
            assertThat(again.values(2)).containsExactly("r3", "r4");
            assertThat(other.values(5)).containsExactly("r0", "r1", "r2", "r3", "r4");
        }
    }

    @Test
    void what_came_while_nobody_was_there_is_read_also_with_reset_latest(TestTopic topic) {
        var reset = "\"auto.offset.reset\":\"latest\"";
        try (var first = RestConsumer.text("p14-latest", reset).subscribe(topic)) {
            first.awaitPartitions(topic, 1);
            // Latest is where the end is when the reader first looks.
            first.poll("?timeout=3000");
            send(topic, 0, 3);
            assertThat(first.values(3)).containsExactly("r0", "r1", "r2");
        }
        send(topic, 3, 6);

        try (var second = RestConsumer.text("p14-latest", reset).subscribe(topic)) {
            assertThat(second.values(3)).containsExactly("r3", "r4", "r5");
            send(topic, 6, 7);
            assertThat(second.values(1)).containsExactly("r6");
        }
    }

    @Test
    void offsets_grow_from_zero(TestTopic topic) {
        send(topic, 0, 20);
        try (var consumer = RestConsumer.text("p14-offsets").subscribe(topic)) {
            List<Object> offsets = new ArrayList<>();
            RestConsumer.await(() -> {
                consumer.records("?timeout=500&max_bytes=16").forEach(record -> offsets.add(record.get("offset")));
                return offsets.size() >= 20;
            });
            assertThat(offsets)
                    .isEqualTo(IntStream.range(0, 20)
                            .boxed()
                            .map(Object.class::cast)
                            .toList());
        }
    }

    /** In turn to each partition. */
    private static List<String> send(TestTopic topic, int from, int to) {
        List<String> values = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sending(MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"r" + i + "\"}]}")
                    .post("/topics/" + topic + "/partitions/" + i % topic.partitions())
                    .then()
                    .statusCode(200);
            values.add("r" + i);
        }
        return values;
    }
}
