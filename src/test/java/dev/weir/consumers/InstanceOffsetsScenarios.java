package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
abstract class InstanceOffsetsScenarios {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @Test
    void a_poll_continues_at_the_position_of_a_seek(TestTopic topic) {
        // Not so long ago that they would be deleted, nor in the time to come, which would be refused.
        long start = System.currentTimeMillis() - 60_000;
        sending(
                        MediaTypes.RECORDS_TEXT,
                        "{\"records\":["
                                + IntStream.range(0, 5)
                                        .mapToObj(i -> "{\"value\":\"%d\",\"timestamp\":%d}".formatted(i, start + i))
                                        .collect(Collectors.joining(","))
                                + "]}")
                .post("/topics/" + topic);
        var partition = "\"topic\":\"" + topic + "\",\"partition\":0";
        try (var consumer = RestConsumer.text("positions-" + topic).assign(topic, 0)) {
            assertThat(consumer.values(5)).containsExactly("0", "1", "2", "3", "4");

            consumer.post("/positions", "{\"offsets\":[{" + partition + ",\"offset\":3}]}")
                    .statusCode(204);
            assertThat(consumer.values(2)).containsExactly("3", "4");

            consumer.post("/positions", "{\"timestamps\":[{" + partition + ",\"timestamp\":" + (start + 2) + "}]}")
                    .statusCode(204);
            assertThat(consumer.values(3)).containsExactly("2", "3", "4");

            consumer.post("/positions/beginning", "{\"partitions\":[{" + partition + "}]}")
                    .statusCode(204);
            assertThat(consumer.values(5)).hasSize(5);

            consumer.post("/positions/beginning", "{\"partitions\":[{" + partition + "}]}")
                    .statusCode(204);
            consumer.post("/positions/end", "{\"partitions\":[{" + partition + "}]}")
                    .statusCode(204);
            consumer.poll("?timeout=300").statusCode(200).body("$", empty());
            RestConsumer.send(topic, "new");
            assertThat(consumer.values(1)).containsExactly("new");
        }
    }

    @Test
    void a_seek_in_an_unassigned_partition_is_not_found(@Partitions(2) TestTopic topic) {
        var other = "\"topic\":\"" + topic + "\",\"partition\":1";
        try (var consumer = RestConsumer.text("not-assigned-" + topic).assign(topic, 0)) {
            consumer.post("/positions", "{\"offsets\":[{" + other + ",\"offset\":3}]}")
                    .statusCode(404);
            consumer.post("/positions", "{\"timestamps\":[{" + other + ",\"timestamp\":3}]}")
                    .statusCode(404);
            consumer.post("/positions/end", "{\"partitions\":[{" + other + "}]}")
                    .statusCode(404);
            consumer.post("/positions", "{}").statusCode(422);
            consumer.post("/positions", "{\"offsets\":[{" + other + "}]}").statusCode(422);
            consumer.post("/positions", "{\"offsets\":[{" + other + ",\"offset\":-1}]}")
                    .statusCode(400);
        }
    }

    @Test
    void a_commit_without_offsets_covers_the_delivered_records(TestTopic topic) {
        var group = "covers-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb", "cccc");
        try (var consumer =
                RestConsumer.text(group, "\"enable.auto.commit\":false").subscribe(topic)) {
            assertThat(consumer.records("?timeout=20000&max_bytes=8")).hasSize(2);
            consumer.post("/offsets", "").statusCode(204);

            assertThat(topic.committed(group)).isEqualTo(2);
            consumer.get("/offsets")
                    .statusCode(200)
                    .body("offsets", hasSize(1))
                    .body("offsets[0].topic", equalTo(topic.name()))
                    .body("offsets[0].offset", is(2));
        }
        try (var next = RestConsumer.text(group).subscribe(topic)) {
            assertThat(next.values(1)).containsExactly("cccc");
        }
    }

    @Test
    void an_offset_is_committed_with_its_metadata(TestTopic topic) {
        var group = "as-given-" + topic;
        RestConsumer.send(topic, "a", "b", "c");
        try (var consumer =
                RestConsumer.text(group, "\"enable.auto.commit\":false").assign(topic, 0)) {
            consumer.post(
                            "/offsets",
                            "{\"offsets\":[{\"topic\":\"" + topic
                                    + "\",\"partition\":0,\"offset\":1,\"metadata\":\"why not\"}]}")
                    .statusCode(204);

            assertThat(topic.committed(group)).isEqualTo(1);
            consumer.get("/offsets").body("offsets[0].metadata", equalTo("why not"));
        }
    }

    @Test
    void a_member_cannot_commit_for_a_partition_of_another(@Partitions(2) TestTopic topic) {
        var group = "of-another-" + topic;
        try (var one = RestConsumer.text(group).subscribe(topic);
                var other = RestConsumer.text(group).subscribe(topic)) {
            one.awaitPartitions(topic, 1);
            other.awaitPartitions(topic, 1);

            one.post(
                            "/offsets",
                            "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":"
                                    + other.partitions(topic).get(0) + ",\"offset\":0}]}")
                    .statusCode(409)
                    .body("message", containsString("nothing was committed"));
        }
    }

    @Test
    void automatic_commit_covers_the_records_before_the_last_poll(TestTopic topic) {
        var group = "automatic-" + topic;
        RestConsumer.send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group).subscribe(topic)) {
            assertThat(RestConsumer.values(consumer.records("?timeout=20000&max_bytes=4")))
                    .containsExactly("aaaa");
            assertThat(RestConsumer.values(consumer.records("?timeout=20000&max_bytes=4")))
                    .containsExactly("bbbb");

            await().atMost(TIMEOUT).until(() -> topic.committed(group) >= 1);
            assertThat(topic.committed(group)).isEqualTo(1);
        }
        // A client that deletes its instance has processed every record.
        assertThat(topic.committed(group)).isEqualTo(2);
    }
}
