package dev.weir.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.Compressed;
import dev.weir.testing.HeldRequests;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.RawHttp;
import dev.weir.testing.RawHttp.Answer;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads bodies on every route that has one. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class BodyReaderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String BATCH = "application/vnd.kafka.text.v2+json";
    private static final String LINES = "application/x-ndjson";

    @TestHTTPResource
    URI server;

    @Inject
    HeldRequests held;

    @Inject
    BodyBudget budget;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "zstd", "identity", "gzip, zstd", "identity, GZIP"})
    void a_body_with_a_content_coding_is_stored_decoded(String coding, TestTopic topic) {
        assertThat(post(records(topic), "text/plain", coding, bytes("alone")).status())
                .isEqualTo(200);
        assertThat(post("/topics/" + topic, BATCH, coding, bytes("{\"records\":[{\"value\":\"batch\"}]}"))
                        .status())
                .isEqualTo(200);
        assertThat(post(records(topic) + "?format=text", LINES, coding, bytes("{\"value\":\"a\"}\n{\"value\":\"b\"}"))
                        .body())
                .contains("\"offset\":2", "\"offset\":3");

        assertThat(topic.values()).containsExactly("alone", "batch", "a", "b");
    }

    @Test
    void a_request_with_a_content_coding_is_read_decoded() {
        var order = bytes("{\"topic_name\":\"BodiesTest.created\",\"validate_only\":true}");

        assertThat(post("/admin/topics", "application/json", "gzip", order).status())
                .isBetween(200, 201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            br       | 415
            snappy   | 415
            compress | 415
            """)
    void an_unknown_coding_is_415_with_the_supported_codings(String coding, int status, TestTopic topic) {
        for (var type : List.of("text/plain", LINES)) {
            var answer = raw(records(topic), type, coding, bytes("{\"value\":1}"));

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.head().toLowerCase(Locale.ROOT)).contains("accept-encoding: gzip, deflate, zstd");
            assertThat(answer.body()).contains("'" + coding + "'");
        }
        var batch = raw("/topics/" + topic, BATCH, coding, bytes("{\"records\":[]}"));
        assertThat(batch.status()).isEqualTo(status);
        assertThat(batch.head().toLowerCase(Locale.ROOT)).contains("accept-encoding: gzip, deflate, zstd");
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd", "gzip, gzip"})
    void the_body_limit_counts_decoded_bytes(String coding, TestTopic topic) {
        var bomb = Compressed.by(coding, new byte[50_000_000]);

        assertThat(raw(records(topic), "text/plain", coding, bomb).status()).isEqualTo(413);
        assertThat(raw("/topics/" + topic, BATCH, coding, bomb).status()).isEqualTo(413);
        assertThat(raw(records(topic), LINES, coding, bomb).body()).contains("\"error_code\":413");
        assertThat(topic.values()).isEmpty();
        assertFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void a_body_that_is_not_in_its_coding_is_400(String coding, TestTopic topic) {
        var whole = Compressed.by(coding, bytes("{\"value\":\"a value\"}\n"));
        for (var body : List.of(bytes("not coded at all"), Arrays.copyOf(whole, whole.length - 3))) {
            assertThat(raw(records(topic), "text/plain", coding, body).status()).isEqualTo(400);
            assertThat(raw("/topics/" + topic, BATCH, coding, body).status()).isEqualTo(400);
        }
        assertThat(raw(records(topic), LINES, coding, bytes("not coded at all")).body())
                .contains("\"error_code\":400");
        assertThat(topic.values()).isEmpty();
    }

    @Test
    void lines_that_decode_to_a_thousand_times_their_length_are_read_as_fast_as_they_are_sent(TestTopic topic) {
        var lines = "{\"value\":1}\n".repeat(20_000);

        var answer = post(records(topic) + "?acks=leader", LINES, "gzip", bytes(lines));

        assertThat(answer.body().lines().filter(line -> line.contains("\"offset\"")))
                .hasSize(20_000);
        assertThat(topic.end()).isEqualTo(20_000);
        assertFree();
    }

    @ParameterizedTest
    @CsvSource({"text/plain, false", "text/plain, true", BATCH + ", false", BATCH + ", true", LINES + ", true"})
    void a_body_of_a_disconnected_client_is_not_stored(String type, boolean whole, TestTopic topic) throws IOException {
        var body = type.equals(BATCH) ? "{\"records\":[{\"value\":\"v\"}]}" : "{\"value\":1}\n";
        var address = type.equals(BATCH) ? "/topics/" + topic : records(topic);
        long before = held.released();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.getOutputStream()
                    .write(bytes("POST " + address + " HTTP/1.1\r\nHost: localhost\r\n" + HeldRequests.HEADER
                            + ": 1\r\nContent-Type: " + type + "\r\nContent-Length: "
                            + (whole ? body.length() : body.length() + 10) + "\r\n\r\n" + body));
            socket.getOutputStream().flush();
            await().atMost(TIMEOUT).until(() -> held.waiting() > 0);
        }
        await().atMost(TIMEOUT).until(() -> held.released() > before);

        assertThat(raw(records(topic), "text/plain", "identity", bytes("after")).status())
                .isEqualTo(200);
        assertThat(topic.values()).containsExactly("after");
        assertFree();
    }

    @Test
    void a_body_that_arrives_too_slowly_is_408(TestTopic topic) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream()
                    .write(bytes("POST " + records(topic)
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nsome of it"));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("weir.http.min-rate");
        }
        assertThat(topic.values()).isEmpty();
        assertFree();
    }

    private void assertFree() {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(List.of(budget.taken(), budget.revokedBytes()))
                .containsOnly(0L));
    }

    private Answer post(String address, String type, String coding, byte[] plain) {
        return raw(address, type, coding, Compressed.by(coding, plain));
    }

    private Answer raw(String address, String type, String coding, byte[] body) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(
                bytes("POST " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                        + "\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
        request.writeBytes(body);
        return new RawHttp(server).send(request.toByteArray());
    }

    private static String records(TestTopic topic) {
        return "/topics/" + topic + "/records";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
