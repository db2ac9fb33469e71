package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.RawHttp;
import dev.weir.testing.RawHttp.Answer;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed requests, to the byte: each is rejected with a reason, and nothing of it is written. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class BadInputTest {

    private static final String TEXT = "application/vnd.kafka.text.v2+json";
    private static final String NDJSON = "application/x-ndjson";

    @TestHTTPResource
    URI server;

    @Test
    void an_unknown_topic_is_404_at_once() {
        post("/topics/BadInputTest.unknown-0/records", "text/plain", "v");

        long best = IntStream.rangeClosed(1, 5)
                .mapToLong(i -> {
                    long started = System.nanoTime();
                    assertThat(post("/topics/BadInputTest.unknown-" + i + "/records", "text/plain", "v")
                                    .status())
                            .isEqualTo(404);
                    return System.nanoTime() - started;
                })
                .min()
                .orElseThrow();

        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void an_unknown_partition_is_404_at_once(@Partitions(3) TestTopic topic) {
        var answer = post("/topics/" + topic + "/records?partition=3", "text/plain", "v");

        assertRefused(answer, 404);
        assertThat(answer.body()).contains("its last is 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | {"records":[
            400 | ``
            400 | null
            400 | []
            400 | {"records":{}}
            400 | {"records":[{"value":"v"}]} more
            400 | {"records":[{"value":"v","partition":1.9}]}
            400 | {"records":[{"value":"v","partition":"1"}]}
            400 | {"records":[{"value":"v","partition":-1}]}
            400 | {"records":[{"value":"v","partition":2147483648}]}
            400 | {"records":[{"value":"v","value":"w"}]}
            400 | {"records":[],"records":[]}
            400 | {"records":[{"value":"v","timestamp":-1}]}
            400 | {"records":[{"value":"v","timestamp":9999999999999999}]}
            400 | {"records":[{"value":"v","colour":"red"}]}
            400 | {"records":[{"value":"\\ud800"}]}
            400 | {"records":[{"key":"k"}]}
            422 | {}
            422 | {"records":[{"value":1}]}
            """)
    void an_invalid_body_is_refused_as_a_whole(int status, String body, TestTopic topic) {
        assertRefused(post("/topics/" + topic, TEXT, body), status);
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "%2e%2e", "%2E.", "a%2fb", "%00", "a%20b", "%E4%BD%A0", "a%5Cb", "a%3Fb"})
    void an_invalid_topic_name_does_not_reach_the_broker(String name) {
        assertRefused(post("/topics/" + name, "application/json", "{\"records\":[]}"), 400);
        assertRefused(post("/topics/" + name + "/records", "text/plain", "v"), 400);
        assertRefused(post("/topics/" + name + "/records", NDJSON, "{\"value\":1}\n"), 400);
    }

    @Test
    void a_topic_name_of_250_characters_is_too_long() {
        var answer = post("/topics/" + "t".repeat(250) + "/records", "text/plain", "v");

        assertRefused(answer, 400);
        assertThat(answer.body()).contains("1 to 249");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", NDJSON})
    void internal_topics_are_not_writable(String contentType) {
        assertRefused(post("/topics/__consumer_offsets/records", contentType, "{\"value\":1}"), 403);
    }

    @ParameterizedTest
    @CsvSource({
        "/records?bootstrap.servers=evil:9092, text/plain, bootstrap.servers",
        "/records?client.id=y, text/plain, client.id",
        "/records?partiton=1, text/plain, partiton",
        "/records?Key=k, text/plain, Key",
        "?transactional.id=t, " + TEXT + ", transactional.id",
        "?partition=1, " + TEXT + ", partition",
        "/partitions/0?key=k, " + TEXT + ", key",
        "/records?security.protocol=PLAINTEXT, " + NDJSON + ", security.protocol",
        "/records?key=k, " + NDJSON + ", key"
    })
    void an_unknown_query_parameter_is_400_and_named(String address, String contentType, String name, TestTopic topic) {
        var answer = post("/topics/" + topic + address, contentType, "{\"records\":[]}");

        assertRefused(answer, 400);
        assertThat(answer.body())
                .contains("'" + name + "' is not a query parameter that is known here; known are acks, ");
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /receipts?form=earliest",
                "GET /receipts/summary?from=earliest",
                "GET /partitioners?key=k&partitions=1&topik=t",
                "GET /generators?rate=1",
                "DELETE /generators/g0?force=true"
            })
    void an_unknown_query_parameter_of_a_read_is_400_and_named(String what) {
        var answer = new RawHttp(server).send(what, List.of(), "");

        assertRefused(answer, 400);
        assertThat(answer.body()).contains("is not a query parameter that is known here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"xchunked", "gzip, chunked", "identity", "chunked, chunked", "chunked\r\nTransfer-Encoding: x"})
    void a_body_of_ambiguous_length_is_400_and_its_connection_closed(String encoding, TestTopic topic) {
        var answer = unclosed(
                "POST /topics/" + topic + "/records",
                "Transfer-Encoding: " + encoding,
                "1\r\nv\r\n0\r\n\r\nGET /q/health/live HTTP/1.1\r\nHost: weir\r\n\r\n");

        assertRefused(answer, 400);
        assertThat(answer.body()).doesNotContain("UP");
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 30\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 11",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding:\r\n chunked",
                "Content-Length: 11\r\nContent-Length: 11",
                "Content-Length : 11",
                "Transfer-Encoding: chunked\r\nHost: weir",
                "Transfer-Encoding: chunked\r\nHost: localhost"
            })
    void a_message_that_two_servers_parse_differently_is_400(String headers, TestTopic topic) {
        var answer = unclosed("POST /topics/" + topic + "/records", headers, "1\r\nv\r\n0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3.0", "http/1.1", "HTTP/1.10"})
    void a_request_of_an_unsupported_http_version_stores_nothing(String version, TestTopic topic) {
        var answer = new RawHttp(server)
                .send(("POST /topics/" + topic + "/records " + version + "\r\nHost: weir\r\nContent-Length: 1\r\n\r\nv")
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isIn(0, 400);
        assertThat(topic.values()).isEmpty();
    }

    @Test
    void chunks_of_http_1_0_are_400(TestTopic topic) {
        var answer = new RawHttp(server)
                .send(("POST /topics/" + topic
                                + "/records HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nv\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;a=\"\r\nX\r\n0\r\n\r\n",
                "1;a=\nv\r\n0\r\n\r\n",
                "1\nv\n0\n\n",
                "+1\r\nv\r\n0\r\n\r\n",
                "0x1\r\nv\r\n0\r\n\r\n",
                "1\r\nvw\r\n0\r\n\r\n",
                "-1\r\nv\r\n0\r\n\r\n",
                "100000001\r\nv\r\n0\r\n\r\n"
            })
    void malformed_chunks_store_nothing_and_close_the_connection(String chunks, TestTopic topic) {
        var answer = unclosed("POST /topics/" + topic + "/records", "Transfer-Encoding: chunked", chunks);

        assertThat(answer.status()).isIn(0, 400);
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "TRUE", "yes"})
    void async_is_true_or_false(String async, TestTopic topic) {
        var answer = post("/topics/" + topic + "/records?async=" + async, "text/plain", "v");

        assertRefused(answer, 400);
        assertThat(answer.body()).contains("'async' is true or false, and not '" + async + "'");
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-5", "abc", "+5", "1e3", "5, 6", "99999999999999999999", "5\r\nContent-Length: 6", "0x5", "5 5"
            })
    void an_invalid_content_length_is_400_and_its_connection_closed(String length, TestTopic topic) {
        var answer = unclosed("POST /topics/" + topic + "/records", "Content-Length: " + length, "hello");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        assertThat(topic.values()).isEmpty();
    }

    @Test
    void a_header_over_the_limit_is_431_without_names_of_classes(TestTopic topic) {
        var answer = unclosed(
                "POST /topics/" + topic + "/records",
                "Content-Length: 1\r\nKafka-Header-long: " + "x".repeat(20_000),
                "v");

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", TEXT, NDJSON})
    void incomplete_bodies_do_not_delay_other_requests(String contentType, TestTopic topic) throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
                halves.add(socket);
                write(
                        socket,
                        "POST /topics/" + topic + (contentType.equals(TEXT) ? "" : "/records")
                                + " HTTP/1.1\r\nHost: weir\r\nContent-Type: " + contentType
                                + "\r\nContent-Length: 1000\r\n\r\n{\"val");
            }

            assertThat(post("/topics/" + topic + "/records", "text/plain", "v").status())
                    .isEqualTo(200);
        } finally {
            for (var socket : halves) {
                socket.close();
            }
        }
        assertThat(topic.values()).containsExactly("v");
    }

    @Test
    void pipelined_requests_get_their_responses_in_order(TestTopic topic) {
        var one = "POST /topics/" + topic + "/records HTTP/1.1\r\nHost: weir\r\nContent-Length: 1\r\n";

        var answer = new RawHttp(server)
                .send((one + "\r\n1" + one + "Connection: close\r\n\r\n2").getBytes(StandardCharsets.US_ASCII));

        assertThat(topic.values()).containsExactly("1", "2");
        assertThat(answer.head() + answer.body())
                .containsSubsequence("200 OK", "\"offset\":0", "200 OK", "\"offset\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", NDJSON})
    void a_client_that_expects_100_continue_gets_it(String contentType, TestTopic topic) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(Deadlines.inMillis(10_000));
            write(
                    socket,
                    "POST /topics/" + topic + "/records HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nContent-Type: "
                            + contentType + "\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(21), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100 Continue");

            write(socket, "{\"value\":1}");

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("200 OK")
                    .contains("\"offset\":0");
        }
    }

    private Answer post(String address, String contentType, String body) {
        return new RawHttp(server).post(address, contentType, body);
    }

    /** A request without {@code Connection: close}; returns when the server closes the connection nevertheless. */
    private Answer unclosed(String what, String headers, String body) {
        return new RawHttp(server)
                .send((what + " HTTP/1.1\r\nHost: weir\r\n" + headers + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"error_code\":" + status).doesNotContain("Exception", "dev.weir", "\tat ");
    }
}
