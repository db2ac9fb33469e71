package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.Gauges;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class InstancesResourceTest {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @TestHTTPResource
    URI server;

    @Test
    void an_instance_is_made_named_and_ended() {
        var before = Gauges.value("weir_consumer_instances");
        sending(MediaTypes.CONTROL, "{\"name\":\"mine\",\"format\":\"json\"}")
                .post("/consumers/made")
                .then()
                .statusCode(200)
                .contentType(startsWith(MediaTypes.CONTROL))
                .body("instance_id", equalTo("mine"))
                .body(
                        "base_uri",
                        equalTo(server.resolve("/consumers/made/instances/mine").toString()));
        assertThat(Gauges.value("weir_consumer_instances")).isEqualTo(before + 1);

        sending(MediaTypes.CONTROL, "{\"name\":\"mine\"}")
                .post("/consumers/made")
                .then()
                .statusCode(409)
                .body("error_code", is(409));

        when().delete("/consumers/made/instances/mine").then().statusCode(204);
        when().delete("/consumers/made/instances/mine")
                .then()
                .statusCode(404)
                .body("message", containsString("instance 'mine' of group 'made'"));
    }

    @Test
    void an_empty_body_is_enough() {
        var id = sending(MediaTypes.CONTROL)
                .post("/consumers/empty")
                .then()
                .statusCode(200)
                .body("instance_id", startsWith("weir-"))
                .extract()
                .jsonPath()
                .getString("instance_id");

        when().delete("/consumers/empty/instances/" + id).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"enable.auto.commit\":false",
                "\"enable.auto.commit\":\"false\"",
                "\"auto.commit.enable\":\"true\"",
                "\"fetch.min.bytes\":\"1\"",
                "\"fetch.min.bytes\":10,\"consumer.request.timeout.ms\":\"500\"",
                "\"auto.offset.reset\":\"latest\",\"isolation.level\":\"read_uncommitted\"",
                "\"assignment\":\"range\",\"session.timeout.ms\":6000"
            })
    void settings_come_as_clients_send_them(String fields) {
        try (var consumer = RestConsumer.text("settings", fields)) {
            consumer.get("/assignments").statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"format":"avro"}                 | 422 | format
            {"auto.offset.reset":"newest"}    | 422 | earliest, latest, none
            {"enable.auto.commit":"yes"}      | 422 | true, false
            {"enable.auto.commit":true,"auto.commit.enable":true} | 422 | twice
            {"fetch.min.bytes":-1}            | 422 | whole number
            {"fetch.min.bytes":"x"}           | 422 | whole number
            {"consumer.request.timeout.ms":1.5} | 422 | whole number
            {"isolation.level":"none"}        | 422 | read_committed
            {"assignment":"sticky"}           | 422 | cooperative-sticky
            {"session.timeout.ms":10}         | 422 | 6000
            {"assignment":"consumer","session.timeout.ms":6000} | 422 | brokers
            {"name":"a b"}                    | 422 | name of an instance
            {"name":7}                        | 400 | must be a string
            {"format":["json"]}               | 400 | must be a string
            {"bootstrap.servers":"x"}         | 400 | is not a field
            {"client.id":"x"}                 | 400 | is not a field
            {"name":"a","name":"b"}           | 400 | not JSON
            {"name":"a"} x                    | 400 | not JSON
            []                                | 400 | must be an object
            {                                 | 400 | not JSON
            """)
    void what_cannot_be_is_refused_in_words(String body, int status, String words) {
        sending(MediaTypes.CONTROL, body)
                .post("/consumers/refused")
                .then()
                .statusCode(status)
                .body("error_code", is(status))
                .body("message", containsString(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Forwarded: for=1.2.3.4;proto=https;host=weir.example:8443, for=10.0.0.1 | https://weir.example:8443
            Forwarded: proto=https;host="weir.example"                              | https://weir.example
            X-Forwarded-Proto: https, X-Forwarded-Host: weir.example                | https://weir.example
            X-Forwarded-Host: weir.example, X-Forwarded-Port: 444, X-Forwarded-Prefix: /kafka | http://weir.example:444/kafka
            Forwarded: proto=gopher;host=<script>                                   | http://127
            """)
    void the_base_uri_is_where_the_client_finds_weir(String headers, String expected) {
        var request = sending(MediaTypes.CONTROL);
        for (var header : headers.split(headers.startsWith("X") ? ", " : "\n", -1)) {
            request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        }
        var id = request.post("/consumers/for warded")
                .then()
                .statusCode(200)
                .body("base_uri", startsWith(expected))
                .body("base_uri", matchesPattern(".*/consumers/for%20warded/instances/weir-[0-9a-f-]+"))
                .extract()
                .jsonPath()
                .getString("instance_id");
        when().delete("/consumers/for warded/instances/" + id).then().statusCode(204);
    }

    @Test
    void there_is_a_limit_to_one_group() {
        List<RestConsumer> all = IntStream.range(0, 100)
                .mapToObj(i -> RestConsumer.text("limit"))
                .toList();
        try {
            sending(MediaTypes.CONTROL)
                    .post("/consumers/limit")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .body("message", containsString("weir.consumers.max-per-group"));
        } finally {
            all.forEach(RestConsumer::close);
        }
    }

    @Test
    void a_subscription_is_shown_with_its_partitions(@Partitions(2) TestTopic topic) {
        try (var consumer = RestConsumer.text("shown-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 2);

            consumer.get("/subscription")
                    .statusCode(200)
                    .body("topics", equalTo(List.of(topic.name())))
                    .body("partitions", hasSize(1))
                    .body("partitions[0].'" + topic + "'", equalTo(List.of(0, 1)));
        }
    }

    @Test
    void a_pattern_finds_what_is_there_and_what_comes(TestTopic topic) {
        try (var consumer = RestConsumer.text("pattern-" + topic)) {
            consumer.post("/subscription", "{\"topic_pattern\":\"" + topic.name() + "(-more)?\"}")
                    .statusCode(204);
            consumer.awaitPartitions(topic, 1);

            var more = TestTopic.create(topic.name() + "-more", 1);
            TestTopic.create(topic.name() + "-more-than-enough", 1);
            consumer.awaitPartitions(more, 1);

            consumer.get("/subscription").body("topics", hasSize(2));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                            | 422
            {"topics":["a"],"topic_pattern":"b"}          | 409
            {"topics":"a"}                                | 400
            {"topics":[1]}                                | 400
            {"topics":["a/b"]}                            | 400
            {"topic_pattern":"("}                         | 422
            {"topic_pattern":"((x{1000}){1000}){1000}"}   | 422
            {"topics":["__consumer_offsets"]}             | 403
            {"topic_pattern":"(a)\\\\1"}                    | 422
            """)
    void a_subscription_that_makes_no_sense_is_refused(String body, int status) {
        try (var consumer = RestConsumer.text("no-sense")) {
            consumer.post("/subscription", body).statusCode(status).body("error_code", is(status));
        }
    }

    @Test
    void a_pattern_that_others_would_not_end_matching_is_harmless() {
        try (var consumer = RestConsumer.text("harmless")) {
            consumer.post("/subscription", "{\"topic_pattern\":\"(([a-zA-Z0-9.]+)+)+!\"}")
                    .statusCode(204);
            consumer.poll("?timeout=100").statusCode(200).body("$", empty());
        }
    }

    @Test
    void a_topic_that_is_made_again_is_read_from_its_beginning(TestTopic topic) {
        sendTo(topic, "old 0", "old 1");
        try (var consumer = RestConsumer.text("again-" + topic).subscribe(topic)) {
            var seen = new ArrayList<String>();
            await().atMost(TIMEOUT).until(() -> {
                seen.addAll(consumer.poll("?timeout=500").extract().jsonPath().getList("value", String.class));
                return seen.size() == 2;
            });
            makeAgain(topic);
            sendTo(topic, "new 0", "new 1", "new 2", "new 3");

            var answers = new ArrayList<String>();
            seen.clear();
            await().atMost(TIMEOUT).until(() -> {
                var answer = consumer.poll("?timeout=500").extract();
                if (answer.statusCode() == 200) {
                    seen.addAll(answer.jsonPath().getList("value", String.class));
                    answers.add(String.valueOf(answer.header("Weir-Recreated-Topics")));
                }
                return seen.containsAll(List.of("new 0", "new 1", "new 2", "new 3")) && answers.contains(topic.name());
            });
        }
    }

    private static void sendTo(TestTopic topic, String... values) {
        for (var value : values) {
            sending("text/plain", value)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
    }

    private static void makeAgain(TestTopic topic) {
        when().delete("/admin/topics/" + topic).then().statusCode(204);
        await().atMost(TIMEOUT)
                .until(() -> sending(MediaTypes.CONTROL, "{\"topic_name\":\"" + topic + "\",\"partitions_count\":1}")
                                .post("/admin/topics")
                                .statusCode()
                        == 201);
        await().atMost(TIMEOUT).until(() -> when().get("/topics/" + topic).statusCode() == 200);
    }

    @Test
    void subscribing_and_assigning_exclude_each_other_until_the_subscription_is_deleted(TestTopic topic) {
        try (var consumer = RestConsumer.text("either-" + topic).subscribe(topic)) {
            consumer.post("/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}")
                    .statusCode(409);
            consumer.delete("/subscription").statusCode(204);
            consumer.get("/subscription").body("topics", empty());
            consumer.assign(topic, 0);
            consumer.post("/subscription", "{\"topics\":[\"" + topic + "\"]}").statusCode(409);
        }
    }

    @Test
    void what_is_not_there_cannot_be_assigned(TestTopic topic) {
        try (var consumer = RestConsumer.text("not-there-" + topic)) {
            consumer.post("/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":1}]}")
                    .statusCode(404)
                    .body("message", containsString("has no partition 1"));
            consumer.post("/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":1.5}]}")
                    .statusCode(400);
        }
    }

    @Test
    void a_record_comes_with_everything(TestTopic topic) {
        sending(
                        MediaTypes.RECORDS_JSON,
                        "{\"records\":[{\"key\":{\"a\":1},\"value\":[1.0],\"timestamp\":1700000000123,"
                                + "\"headers\":[{\"key\":\"h\",\"value\":\"/wAB\"},{\"key\":\"n\",\"value\":null}]},"
                                + "{\"value\":null,\"timestamp\":1700000000124}]}")
                .post("/topics/" + topic);

        try (var consumer = RestConsumer.create("everything-" + topic, "{\"format\":\"json\"}", MediaTypes.RECORDS_JSON)
                .subscribe(topic)) {
            consumer.poll("?timeout=20000")
                    .statusCode(200)
                    .contentType(MediaTypes.RECORDS_JSON)
                    .body("$", hasSize(2))
                    .body("[0].topic", equalTo(topic.name()))
                    .body("[0].key.a", is(1))
                    .body("[0].value", equalTo(List.of(1.0f)))
                    .body("[0].partition", is(0))
                    .body("[0].offset", is(0))
                    .body("[0].timestamp", is(1_700_000_000_123L))
                    .body("[0].headers[0].value", equalTo("/wAB"))
                    .body("[0].headers[1].value", nullValue())
                    .body("[1].value", nullValue());
        }
    }

    @Test
    void the_format_is_binary_where_none_is_asked_for(TestTopic topic) {
        send(topic, "Hello");

        try (var consumer = RestConsumer.create("binary-" + topic, "{}", MediaTypes.RECORDS_BINARY)
                .subscribe(topic)) {
            consumer.poll("?timeout=20000")
                    .contentType(MediaTypes.RECORDS_BINARY)
                    .body("value", equalTo(List.of("SGVsbG8=")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "json,   application/json,                     200",
        "json,   application/vnd.kafka.json.v2+json,   200",
        "json,   */*,                                  200",
        "json,   application/*,                        200",
        "json,   application/vnd.kafka.binary.v2+json, 406",
        "text,   application/json,                     406",
        "text,   application/vnd.kafka.text.v2+json;q=0.1, 200",
        "binary, application/vnd.kafka.json.v2+json,   406",
        "binary, image/png,                            406",
    })
    void records_come_in_the_instances_format_only(String format, String accept, int status) {
        try (var consumer = RestConsumer.create("accept", "{\"format\":\"" + format + "\"}", accept)
                .assign(shared(), 0)) {
            consumer.poll("?timeout=0").statusCode(status);
        }
    }

    @Test
    void poison_does_not_keep_its_neighbours_from_anybody(TestTopic topic) {
        send(topic, "{\"n\":1}");
        sending("application/octet-stream", "{\"half\":").post("/topics/" + topic + "/records");
        sending("application/octet-stream").body(new byte[1_000_000]).post("/topics/" + topic + "/records");
        sending(
                        MediaTypes.RECORDS_JSON,
                        "{\"records\":[{\"value\":null,\"headers\":[{\"key\":\"h\",\"value\":null}]}]}")
                .post("/topics/" + topic);
        send(topic, "{\"n\":2}");

        try (var consumer = RestConsumer.create("poison-" + topic, "{\"format\":\"json\"}", MediaTypes.RECORDS_JSON)
                .subscribe(topic)) {
            List<Object> offsets = new ArrayList<>();
            List<Object> errors = new ArrayList<>();
            RestConsumer.await(() -> {
                consumer.records("?timeout=500").forEach(record -> {
                    offsets.add(record.get("offset"));
                    if (record.containsKey("error")) {
                        errors.add(record.get("offset"));
                    }
                });
                return offsets.size() >= 5;
            });
            assertThat(offsets).containsExactly(0, 1, 2, 3, 4);
            assertThat(errors).containsExactly(1, 2);
        }
    }

    @Test
    void max_bytes_ends_a_batch_and_the_next_goes_on_there(TestTopic topic) {
        send(topic, "aaaa", "bbbb", "c".repeat(100), "dddd");

        try (var consumer = RestConsumer.text("max-bytes-" + topic).subscribe(topic)) {
            assertThat(values(consumer.records("?timeout=20000&max_bytes=10"))).containsExactly("aaaa", "bbbb");
            // Larger than all it may be, and all the same handed out, alone.
            assertThat(values(consumer.records("?timeout=20000&max_bytes=10"))).containsExactly("c".repeat(100));
            assertThat(values(consumer.records("?timeout=20000&max_bytes=10"))).containsExactly("dddd");
        }
    }

    @Test
    void a_poll_that_finds_nothing_ends_in_time_and_one_that_finds_something_at_once(TestTopic topic) {
        try (var consumer = RestConsumer.text("in-time-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);
            consumer.poll("?timeout=10").statusCode(200).body("$", empty());
            consumer.poll("").statusCode(200).body("$", empty());

            var found = CompletableFuture.supplyAsync(() -> consumer.records("?timeout=20000"));
            await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") >= 1);
            send(topic, "v");

            assertThat(values(found.orTimeout(Deadlines.inSeconds(10), TimeUnit.SECONDS)
                            .join()))
                    .containsExactly("v");
        }
    }

    @Test
    void the_newest_poll_is_the_one_that_counts(TestTopic topic) {
        try (var consumer = RestConsumer.text("newest-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);
            var first = CompletableFuture.supplyAsync(() -> consumer.records("?timeout=20000"));
            await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") >= 1);

            consumer.poll("?timeout=10").statusCode(200);

            assertThat(first.orTimeout(Deadlines.inSeconds(10), TimeUnit.SECONDS)
                            .join())
                    .isEmpty();
        }
    }

    @Test
    void records_are_not_lost_with_a_client_that_goes_while_it_waits(TestTopic topic) throws IOException {
        try (var consumer = RestConsumer.text("gone-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
                socket.getOutputStream()
                        .write(("GET " + consumer.address() + "/records?timeout=20000 HTTP/1.1\r\nHost: weir\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") >= 1);
            }
            await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") == 0);
            send(topic, "v");

            assertThat(consumer.values(1)).containsExactly("v");
        }
    }

    @Test
    void who_has_no_partitions_to_read_is_told(TestTopic topic) {
        try (var consumer = RestConsumer.text("nothing-" + topic)) {
            consumer.poll("").statusCode(409).body("message", containsString("neither a subscription"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?timeout=x", "?timeout=-1", "?max_bytes=1.5", "?timout=1", "?timeout=1&timeout=2"})
    void a_poll_that_makes_no_sense_is_refused(String query) {
        try (var consumer = RestConsumer.text("no-poll")) {
            consumer.poll(query).statusCode(400).body("error_code", is(400));
        }
    }

    @Test
    void reading_goes_on_where_it_is_told_to(TestTopic topic) {
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
            send(topic, "new");
            assertThat(consumer.values(1)).containsExactly("new");
        }
    }

    @Test
    void a_position_of_what_is_not_assigned_is_not_found(@Partitions(2) TestTopic topic) {
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
    void a_commit_covers_what_was_handed_out_and_nothing_else(TestTopic topic) {
        var group = "covers-" + topic;
        send(topic, "aaaa", "bbbb", "cccc");
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
    void an_offset_is_committed_as_it_is_given(TestTopic topic) {
        var group = "as-given-" + topic;
        send(topic, "a", "b", "c");
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
    void automatic_commit_counts_what_was_given_before_the_client_came_again(TestTopic topic) {
        var group = "automatic-" + topic;
        send(topic, "aaaa", "bbbb");
        try (var consumer = RestConsumer.text(group).subscribe(topic)) {
            assertThat(values(consumer.records("?timeout=20000&max_bytes=4"))).containsExactly("aaaa");
            assertThat(values(consumer.records("?timeout=20000&max_bytes=4"))).containsExactly("bbbb");

            await().atMost(TIMEOUT).until(() -> topic.committed(group) >= 1);
            assertThat(topic.committed(group)).isEqualTo(1);
        }
        // A client that deletes its instance has processed every record.
        assertThat(topic.committed(group)).isEqualTo(2);
    }

    @Test
    void who_deletes_leaves_the_group_at_once(@Partitions(2) TestTopic topic) {
        var group = "leaves-" + topic;
        try (var stays = RestConsumer.text(group).subscribe(topic)) {
            var leaves = RestConsumer.text(group).subscribe(topic);
            stays.awaitPartitions(topic, 1);
            leaves.awaitPartitions(topic, 1);

            leaves.end();

            assertThat(TestTopic.kafka().consumerGroups().describe(group).members())
                    .hasSize(1);
            stays.awaitPartitions(topic, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "round-robin", "cooperative-sticky", "consumer"})
    void each_way_of_assignment_works(String assignment, @Partitions(2) TestTopic topic) {
        var group = assignment + "-" + topic;
        var how = "\"assignment\":\"" + assignment + "\"";
        send(topic, "a", "b");
        try (var one = RestConsumer.text(group, how).subscribe(topic)) {
            assertThat(one.values(2)).contains("a", "b");
            try (var other = RestConsumer.text(group, how).subscribe(topic)) {
                one.awaitPartitions(topic, 1);
                other.awaitPartitions(topic, 1);
            }
            one.awaitPartitions(topic, 2);
        }
    }

    private static TestTopic shared() {
        return TestTopic.shared("InstancesResourceTest.shared");
    }

    private static List<Object> values(List<Map<String, Object>> records) {
        return records.stream().map(record -> record.get("value")).toList();
    }

    private static void send(TestTopic topic, String... values) {
        var records = List.of(values).stream()
                .map(value -> "{\"value\":\"" + value.replace("\"", "\\\"") + "\"}")
                .collect(Collectors.joining(","));
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[" + records + "]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);
    }
}
