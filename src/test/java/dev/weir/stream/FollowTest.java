package dev.weir.stream;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.EventStream.field;
import static dev.weir.testing.Requests.send;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.weir.broker.TestBroker;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import dev.weir.testing.Gauges;
import dev.weir.testing.LineStream;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading without an end: events, or a line a record. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class FollowTest {

    private static final Optional<String> NEW_HERE = Optional.empty();

    @TestHTTPResource
    URI server;

    @Inject
    TopicMetadataCache catalog;

    @Test
    void events_have_only_new_records_by_default(TestTopic topic) throws IOException {
        send(topic, 0, "old");

        try (var events = events(topic, "", NEW_HERE)) {
            // The first thing that is sent is the place.
            assertThat(field(events.next(), "id")).isEqualTo("0:1");
            send(topic, 0, "new");

            var event = events.nextWithData();
            assertThat(event)
                    .extracting(line -> line.substring(0, line.indexOf(':')))
                    .containsExactly("id", "data");
            assertThat(field(event, "id")).isEqualTo("0:2");
            assertThat(field(event, "data")).contains("\"value\":\"new\"", "\"offset\":1");
        }
    }

    @Test
    void events_begin_at_the_earliest_offset_on_request(TestTopic topic) throws IOException {
        send(topic, 0, "a", "b");

        try (var events = events(topic, "?from=earliest", NEW_HERE)) {
            assertThat(values(events, 2)).containsExactly("a", "b");
            send(topic, 0, "c");
            assertThat(values(events, 1)).containsExactly("c");
        }
    }

    @Test
    void a_client_that_reconnects_continues_without_gap_or_repetition(@Partitions(3) TestTopic topic)
            throws IOException {
        for (int i = 0; i < 30; i++) {
            send(topic, i % 3, "r" + i);
        }
        List<String> seen = new ArrayList<>();
        var last = NEW_HERE;
        while (seen.size() < 60) {
            if (seen.size() == 30) {
                // Records that arrive while no client reads are not lost.
                for (int i = 30; i < 60; i++) {
                    send(topic, i % 3, "r" + i);
                }
            }
            try (var events = events(topic, "?from=earliest", last)) {
                for (int i = 0; i < 10; i++) {
                    var event = events.nextWithData();
                    seen.add(value(event));
                    last = Optional.of(field(event, "id"));
                }
            }
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> "r" + i).toList());
        assertThat(last.orElseThrow()).isEqualTo("0:20,1:20,2:20");
    }

    @Test
    void a_client_that_disconnects_before_the_first_record_gets_it_when_it_reconnects(TestTopic topic)
            throws IOException {
        String place;
        try (var events = events(topic, "", NEW_HERE)) {
            place = field(events.next(), "id");
        }
        send(topic, 0, "meanwhile");

        try (var events = events(topic, "", Optional.of(place))) {
            assertThat(values(events, 1)).containsExactly("meanwhile");
        }
    }

    @Test
    void a_key_filter_passes_one_key_and_the_position_advances_for_all(TestTopic topic) throws IOException {
        sendKey(topic, "a", "1");
        sendKey(topic, "b", "2");
        sendKey(topic, "a", "3");

        try (var events = events(topic, "?from=earliest&key=a", NEW_HERE)) {
            assertThat(value(events.nextWithData())).isEqualTo("1");
            assertThat(field(events.nextWithData(), "id")).isEqualTo("0:3");
        }
    }

    @Test
    void one_partition_may_be_followed(@Partitions(2) TestTopic topic) throws IOException {
        try (var events = events(topic, "?partition=1", NEW_HERE)) {
            assertThat(field(events.next(), "id")).isEqualTo("1:0");
            send(topic, 0, "other");
            send(topic, 1, "mine");

            assertThat(value(events.nextWithData())).isEqualTo("mine");
        }
    }

    @Test
    void records_that_were_deleted_before_they_were_read_are_reported(TestTopic topic) throws IOException {
        send(topic, 0, "a", "b", "c", "d");
        delete(topic, 3);

        try (var events = events(topic, "", Optional.of("0:1"))) {
            var overflow = events.nextWithData();
            assertThat(field(overflow, "event")).isEqualTo("overflow");
            assertThat(field(overflow, "data")).isEqualTo("{\"partition\":0,\"skipped\":2}");
            assertThat(value(events.nextWithData())).isEqualTo("d");
        }
    }

    @Test
    void an_idle_stream_sends_keep_alives(TestTopic topic) throws IOException {
        try (var events = events(topic, "", NEW_HERE)) {
            assertThat(events.next()).contains("id: 0:0");
            // Not an event in a browser, which forgets what comes without data.
            assertThat(events.next()).containsExactly("id: 0:0");
        }
    }

    @Test
    void partitions_that_are_added_are_followed_from_their_first_record(TestTopic topic) throws Exception {
        var found = new AtomicBoolean();
        try (var admin = admin();
                var events = events(topic, "", NEW_HERE)) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(2)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            Deadlines.await("the partition that was added").ignoreExceptions().until(() -> {
                catalog.forget(new TopicName(topic.name()));
                send(topic, 1, "added");
                return true;
            });
            // A reader that is busy looks all the same.
            var busy = CompletableFuture.runAsync(() -> {
                while (!found.get()) {
                    send(topic, 0, "busy");
                }
            });
            try {
                var value = value(events.nextWithData());
                while (!value.equals("added")) {
                    value = value(events.nextWithData());
                }
            } finally {
                found.set(true);
                busy.join();
            }
        }
    }

    @Test
    void the_stream_of_a_deleted_topic_ends_with_the_reason(TestTopic topic) throws IOException {
        try (var admin = admin();
                var events = events(topic, "", NEW_HERE)) {
            admin.deleteTopics(List.of(topic.name()))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            Deadlines.await("the topic to be gone").until(() -> {
                catalog.forget(new TopicName(topic.name()));
                return given().get("/topics/" + topic).statusCode() == 404;
            });

            var end = events.nextWithData();
            assertThat(field(end, "event")).isEqualTo("failure");
            assertThat(field(end, "data")).contains("\"error_code\":404", "There is no topic '" + topic + "'");
        }
    }

    @Test
    void a_recreated_topic_is_read_from_its_beginning(TestTopic topic) throws IOException {
        send(topic, 0, "old 0", "old 1");
        try (var events = events(topic, "?from=earliest&format=json", NEW_HERE)) {
            assertThat(values(events, 2)).containsExactly("old 0", "old 1");
            // Weir refreshes the metadata of a topic every three seconds.
            assertThat(events.next()).containsExactly("id: 0:2");
            makeAgain(topic);
            send(topic, 0, "new 0", "new 1", "new 2", "new 3");

            var seen = new ArrayList<String>();
            var event = events.nextWithData();
            while (!field(event, "data").equals("{}")) {
                event = events.nextWithData();
            }
            assertThat(field(event, "event")).isEqualTo("recreated");
            for (int i = 0; i < 4; i++) {
                seen.add(value(events.nextWithData()));
            }
            assertThat(seen).containsExactly("new 0", "new 1", "new 2", "new 3");
        }
    }

    private void makeAgain(TestTopic topic) {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(topic.name()))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            await().ignoreExceptions().until(() -> {
                admin.createTopics(List.of(new NewTopic(topic.name(), 1, (short) 1)))
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
                return true;
            });
            catalog.forget(new TopicName(topic.name()));
        }
    }

    @Test
    void poison_does_not_keep_its_neighbours_from_anybody(TestTopic topic) throws IOException {
        send(topic, 0, "before");
        for (var poison : List.of("{\"half\":".getBytes(StandardCharsets.UTF_8), new byte[1_000_000])) {
            sending("application/octet-stream")
                    .body(poison)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
        sending(
                        "application/json",
                        "{\"records\":[{\"value\":null,\"headers\":[{\"key\":\"h\",\"value\":null}]},{\"value\":\"after\"}]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);

        try (var events = events(topic, "?from=earliest&format=json", NEW_HERE)) {
            assertThat(value(events.nextWithData())).isEqualTo("before");
            assertThat(field(events.nextWithData(), "data")).contains("The value cannot be shown as json");
            assertThat(field(events.nextWithData(), "data")).hasSizeGreaterThan(1_000_000);
            assertThat(field(events.nextWithData(), "data"))
                    .contains("\"value\":null", "{\"key\":\"h\",\"value\":null}");
            assertThat(value(events.nextWithData())).isEqualTo("after");
        }
    }

    @Test
    void lines_continue_with_follow(TestTopic topic) throws IOException {
        send(topic, 0, "old");

        try (var lines = new LineStream(server, "/topics/" + topic + "/records?follow=true&from=-1")) {
            assertThat(lines.next()).contains("\"value\":\"old\"");
            send(topic, 0, "new");
            assertThat(lines.next()).contains("\"value\":\"new\"");
        }
    }

    @Test
    void a_limit_ends_a_followed_stream(TestTopic topic) throws IOException {
        try (var lines = new LineStream(server, "/topics/" + topic + "/records?follow=true&from=earliest&limit=2")) {
            send(topic, 0, "a", "b", "c");

            assertThat(lines.next()).contains("\"value\":\"a\"");
            assertThat(lines.next()).contains("\"value\":\"b\"");
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void the_consumer_is_closed_when_the_client_disconnects(TestTopic topic) throws IOException {
        var before = Gauges.value("weir_stream_readers");
        try (var events = events(topic, "", NEW_HERE);
                var lines = new LineStream(server, "/topics/" + topic + "/records?follow=true&from=earliest&limit=9")) {
            assertThat(field(events.next(), "id")).isEqualTo("0:0");
            send(topic, 0, "v");
            assertThat(lines.next()).isNotNull();
            assertThat(Gauges.value("weir_stream_readers")).isEqualTo(before + 2);
        }

        await().atMost(Deadlines.seconds(5)).until(() -> Gauges.value("weir_stream_readers") <= before);
    }

    @Test
    void a_slow_client_of_a_lossy_stream_gets_the_number_of_skipped_records(TestTopic topic) throws IOException {
        int count = 4_000;
        var value = "x".repeat(8_000);
        try (var lines = new LineStream(server, "/topics/" + topic + "/records?follow=true&lossy=true")) {
            // Nothing is read until far more is sent than the connection buffers.
            for (int i = 0; i < count; i += 200) {
                send(topic, 0, Collections.nCopies(200, value).toArray(String[]::new));
            }

            long next = 0;
            long skipped = 0;
            while (next < count) {
                var line = new JsonObject(lines.next());
                if (line.containsKey("skipped")) {
                    skipped += line.getLong("skipped");
                    next += line.getLong("skipped");
                } else {
                    assertThat(line.getLong("offset")).isEqualTo(next);
                    next++;
                }
            }
            assertThat(skipped).isPositive();
        }
    }

    @Test
    void a_client_that_does_not_read_takes_no_memory_and_delays_no_other(TestTopic topic) throws IOException {
        var value = "x".repeat(100_000);
        for (int i = 0; i < 200; i++) {
            send(topic, 0, i + value);
        }
        List<Socket> sleepers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                sleepers.add(ask("/topics/" + topic + "/records?from=earliest", "text/event-stream"));
            }

            try (var events = events(topic, "?from=earliest", NEW_HERE)) {
                assertThat(values(events, 200)).hasSize(200).doesNotHaveDuplicates();
            }
            // One of them wakes up, and nothing is missing.
            var text = new String(sleepers.get(0).getInputStream().readNBytes(15_000_000), StandardCharsets.UTF_8);
            assertThat(text).contains("\"offset\":0,").contains("\"offset\":140,");
        } finally {
            for (var sleeper : sleepers) {
                sleeper.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0:-1", "7:0", "0:5"})
    void an_invalid_position_is_rejected(String id, TestTopic topic) {
        given().accept("text/event-stream")
                .header("Last-Event-ID", id)
                .get("/topics/" + topic + "/records")
                .then()
                .statusCode(id.equals("0:5") ? 422 : 400)
                .body("message", containsString(id.equals("0:5") ? "is behind the end" : "Last-Event-ID"));
    }

    @Test
    void events_have_no_end_to_ask_for(TestTopic topic) {
        given().accept("text/event-stream")
                .get("/topics/" + topic + "/records?follow=false")
                .then()
                .statusCode(400)
                .body("message", containsString("application/x-ndjson"));
    }

    private Socket ask(String address, String accept) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(Deadlines.inMillis(20_000));
        socket.getOutputStream()
                .write(("GET " + address + " HTTP/1.1\r\nHost: weir\r\nAccept: " + accept + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private EventStream events(TestTopic topic, String query, Optional<String> lastEventId) throws IOException {
        return new EventStream(server, "/topics/" + topic + "/records" + query, lastEventId);
    }

    private static List<String> values(EventStream events, int count) throws IOException {
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            values.add(value(events.nextWithData()));
        }
        return values;
    }

    private static String value(List<String> event) {
        return field(event, "data").replaceAll(".*\"value\":\"([^\"]*)\".*", "$1");
    }

    private static Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()));
    }

    private static void delete(TestTopic topic, long before) {
        try (var admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void sendKey(TestTopic topic, String key, String value) {
        sending("application/json", "{\"records\":[{\"key\":\"%s\",\"value\":\"%s\"}]}".formatted(key, value))
                .post("/topics/" + topic)
                .then()
                .statusCode(200);
    }
}
