package dev.weir.channels.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.testing.Deadlines;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHandlerTest {

    private record Config(
            Optional<URI> url,
            Map<String, String> headers,
            String contentType,
            Duration timeout,
            int attempts,
            Duration backoff)
            implements ChannelsConfig.Webhook {}

    private record Post(Map<String, List<String>> headers, String body) {

        String header(String name) {
            var values = headers.get(name.substring(0, 1).toUpperCase(Locale.ROOT)
                    + name.substring(1).toLowerCase(Locale.ROOT));
            return values == null ? null : String.join("|", values);
        }
    }

    private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", this::respond);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_record_is_sent_as_a_cloud_event() throws Exception {
        handler(1).handle(record("用户 7", "这是消息", new RecordHeaders().add("trace", "7".getBytes(UTF_8))));

        var post = posts.remove();
        assertThat(post.body()).isEqualTo("这是消息");
        assertThat(post.header("ce-specversion")).isEqualTo("1.0");
        assertThat(post.header("ce-type")).isEqualTo("dev.weir.kafka.record");
        assertThat(post.header("ce-source")).isEqualTo("/topics/orders/partitions/3");
        assertThat(post.header("ce-id")).isEqualTo("42");
        assertThat(post.header("ce-time")).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(post.header("ce-partitionkey")).isEqualTo("%E7%94%A8%E6%88%B7%207");
        assertThat(post.header("content-type")).isEqualTo("text/plain");
        assertThat(post.header("kafka-header-trace")).isEqualTo("7");
        assertThat(post.header("authorization")).isEqualTo("Bearer of news");
    }

    @Test
    void a_record_that_is_a_cloud_event_stays_that_event() throws Exception {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "A234",
                        "ce_type", "com.example.some\"event",
                        "ce_source", "/é",
                        "content-type", "application/avro")
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));

        handler(1).handle(record("k", "v", headers));

        var post = posts.remove();
        assertThat(post.header("ce-id")).isEqualTo("A234");
        assertThat(post.header("ce-type")).isEqualTo("com.example.some%22event");
        assertThat(post.header("ce-source")).isEqualTo("/%C3%A9");
        assertThat(post.header("content-type")).isEqualTo("application/avro");
        assertThat(post.headers().keySet()).noneMatch(name -> name.startsWith("Kafka-header-"));
    }

    @Test
    void headers_that_http_cannot_carry_do_not_fail_a_record() throws Exception {
        var headers = new RecordHeaders();
        headers.add("content-type", null);
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", null);
        headers.add("ce_x\r\nEvil: 1\r\ny", "v".getBytes(UTF_8));
        headers.add("ce_type", "a\r\nEvil: 1".getBytes(UTF_8));
        headers.add("x", "a\r\nEvil: 1".getBytes(UTF_8));

        handler(1).handle(record("k\r\nEvil: 1", "v", headers));

        var post = posts.remove();
        assertThat(post.header("content-type")).isEqualTo("text/plain");
        assertThat(post.header("ce-type")).isEqualTo("a%0D%0AEvil:%201");
        assertThat(post.header("evil")).isNull();
        assertThat(post.headers().keySet()).noneMatch(name -> name.startsWith("Ce-x") || name.equals("Ce-id"));
    }

    @Test
    void a_content_type_with_a_line_break_is_ignored() throws Exception {
        var headers = new RecordHeaders().add("content-type", "text/html\r\nEvil: 1".getBytes(UTF_8));

        handler(1).handle(record("k", "v", headers));

        assertThat(posts.remove().header("content-type")).isEqualTo("text/plain");
    }

    @Test
    void a_structured_event_is_unchanged() throws Exception {
        var headers = new RecordHeaders().add("content-type", "application/cloudevents+json".getBytes(UTF_8));

        handler(1).handle(record(null, "{\"id\":\"1\"}", headers));

        assertThat(posts.element().header("content-type")).isEqualTo("application/cloudevents+json");
        assertThat(posts.element().headers().keySet()).noneMatch(name -> name.startsWith("Ce-"));
    }

    @Test
    void a_tombstone_has_no_content_type() throws Exception {
        handler(1).handle(record("k", null, new RecordHeaders()));

        assertThat(posts.element().body()).isEmpty();
        assertThat(posts.element().header("content-type")).isNull();
    }

    @Test
    void record_headers_that_http_cannot_carry_are_omitted() throws Exception {
        var headers = new RecordHeaders()
                .add("two words", "v".getBytes(UTF_8))
                .add("split", "a\r\nEvil: 1".getBytes(UTF_8))
                .add("none", null)
                .add("bytes", new byte[] {'a', (byte) 0xe9});

        handler(1).handle(record("k", "v", headers));

        assertThat(posts.element().headers().keySet())
                .noneMatch(
                        name -> name.equals("Evil") || name.contains("words") || name.contains("Kafka-header-split"));
        assertThat(posts.element().header("kafka-header-bytes")).isEqualTo("a\u00e9");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void a_transient_status_is_retried(int status) throws Exception {
        statuses.addAll(List.of(status, status));

        handler(3).handle(record("k", "v", new RecordHeaders()));

        assertThat(posts).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 410, 413, 422})
    void a_permanent_status_is_not_retried(int status) {
        statuses.add(status);

        assertThatExceptionOfType(WebhookRejectedException.class)
                .isThrownBy(() -> handler(3).handle(record("k", "v", new RecordHeaders())))
                .withMessageContaining("answered " + status)
                .satisfies(given -> assertThat(given.attempts()).isEqualTo(1));
        assertThat(posts).hasSize(1);
    }

    @Test
    void the_record_is_rejected_after_the_last_attempt() {
        statuses.addAll(List.of(503, 503, 503, 200));

        assertThatExceptionOfType(WebhookRejectedException.class)
                .isThrownBy(() -> handler(3).handle(record("k", "v", new RecordHeaders())))
                .satisfies(given -> assertThat(given.attempts()).isEqualTo(3));
    }

    @Test
    void an_unreachable_receiver_is_retried() {
        receiver.stop(0);

        assertThatExceptionOfType(WebhookRejectedException.class)
                .isThrownBy(() -> handler(2).handle(record("k", "v", new RecordHeaders())))
                .withMessageContaining("did not answer")
                .satisfies(given -> assertThat(given.attempts()).isEqualTo(2));
    }

    @Test
    void shutdown_ends_the_back_off() {
        statuses.add(-503);
        var handler = handler(0);
        var ended = Executors.newSingleThreadExecutor().submit(() -> {
            handler.handle(record("k", "v", new RecordHeaders()));
            return null;
        });
        Deadlines.await("the first request").until(() -> posts.size() == 1);

        handler.stop();

        assertThat(ended)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(ShutdownException.class);
    }

    private WebhookHandler handler(int attempts) {
        var url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        return new WebhookHandler(
                new Config(
                        Optional.of(url),
                        Map.of("Authorization", "Bearer of news"),
                        "text/plain",
                        Duration.ofSeconds(5),
                        attempts,
                        Duration.ofMillis(1)),
                vertx);
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value, Headers headers) {
        return new ConsumerRecord<>(
                "orders",
                3,
                42,
                1_000,
                TimestampType.CREATE_TIME,
                1,
                1,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.empty());
    }

    /** Responds with the next status, or 200; a negative one has {@code Retry-After}. */
    private void respond(HttpExchange exchange) throws IOException {
        posts.add(new Post(
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        int status = statuses.isEmpty() ? 200 : statuses.remove();
        if (status < 0) {
            exchange.getResponseHeaders().add("Retry-After", "30");
        }
        exchange.sendResponseHeaders(Math.abs(status), -1);
        exchange.close();
    }
}
