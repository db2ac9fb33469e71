package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.Gauges;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnTopic.class)
abstract class InstancePollScenarios {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @Test
    void a_record_has_key_value_headers_and_position(TestTopic topic) {
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
    void the_default_format_is_binary(TestTopic topic) {
        RestConsumer.send(topic, "Hello");

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
    void records_are_returned_in_the_format_of_the_instance_only(String format, String accept, int status) {
        try (var consumer = RestConsumer.create("accept", "{\"format\":\"" + format + "\"}", accept)
                .assign(shared(), 0)) {
            consumer.poll("?timeout=0").statusCode(status);
        }
    }

    @Test
    void records_that_are_not_in_the_format_do_not_hold_up_others(TestTopic topic) {
        RestConsumer.send(topic, "{\"n\":1}");
        sending("application/octet-stream", "{\"half\":").post("/topics/" + topic + "/records");
        sending("application/octet-stream").body(new byte[1_000_000]).post("/topics/" + topic + "/records");
        sending(
                        MediaTypes.RECORDS_JSON,
                        "{\"records\":[{\"value\":null,\"headers\":[{\"key\":\"h\",\"value\":null}]}]}")
                .post("/topics/" + topic);
        RestConsumer.send(topic, "{\"n\":2}");

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
    void max_bytes_ends_a_response_and_the_next_poll_continues_there(TestTopic topic) {
        RestConsumer.send(topic, "aaaa", "bbbb", "c".repeat(100), "dddd");

        try (var consumer = RestConsumer.text("max-bytes-" + topic).subscribe(topic)) {
            assertThat(RestConsumer.values(consumer.records("?timeout=20000&max_bytes=10")))
                    .containsExactly("aaaa", "bbbb");
            // Larger than all it may be, and all the same handed out, alone.
            assertThat(RestConsumer.values(consumer.records("?timeout=20000&max_bytes=10")))
                    .containsExactly("c".repeat(100));
            assertThat(RestConsumer.values(consumer.records("?timeout=20000&max_bytes=10")))
                    .containsExactly("dddd");
        }
    }

    @Test
    void a_poll_ends_at_its_timeout_or_with_the_first_records(TestTopic topic) {
        try (var consumer = RestConsumer.text("in-time-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);
            consumer.poll("?timeout=10").statusCode(200).body("$", empty());
            consumer.poll("").statusCode(200).body("$", empty());

            var found = CompletableFuture.supplyAsync(() -> consumer.records("?timeout=20000"));
            await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") >= 1);
            RestConsumer.send(topic, "v");

            assertThat(RestConsumer.values(found.orTimeout(Deadlines.inSeconds(10), TimeUnit.SECONDS)
                            .join()))
                    .containsExactly("v");
        }
    }

    @Test
    void a_new_poll_ends_the_earlier_one_without_records(TestTopic topic) {
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
    void records_are_kept_when_a_waiting_client_disconnects(TestTopic topic) throws IOException {
        try (var consumer = RestConsumer.text("gone-" + topic).subscribe(topic)) {
            consumer.awaitPartitions(topic, 1);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                socket.getOutputStream()
                        .write(("GET " + consumer.address() + "/records?timeout=20000 HTTP/1.1\r\nHost: weir\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") >= 1);
            }
            await().atMost(TIMEOUT).until(() -> Gauges.value("weir_consumer_polls_waiting") == 0);
            RestConsumer.send(topic, "v");

            assertThat(consumer.values(1)).containsExactly("v");
        }
    }

    @Test
    void a_poll_without_a_subscription_is_rejected(TestTopic topic) {
        try (var consumer = RestConsumer.text("nothing-" + topic)) {
            consumer.poll("").statusCode(409).body("message", containsString("neither a subscription"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?timeout=x", "?timeout=-1", "?max_bytes=1.5", "?timout=1", "?timeout=1&timeout=2"})
    void invalid_query_parameters_of_a_poll_are_rejected(String query) {
        try (var consumer = RestConsumer.text("no-poll")) {
            consumer.poll(query).statusCode(400).body("error_code", is(400));
        }
    }

    private static TestTopic shared() {
        return TestTopic.shared("InstancePollTest.shared");
    }
}
