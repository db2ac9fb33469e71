package dev.weir.channels.push.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.channels.push.delivery.PushResponse;
import dev.weir.testing.Deadlines;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushEndpointTest {

    private static final String TOKEN = "Bearer of news";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private record Received(String uri, Map<String, String> headers, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final List<PushEndpoint> endpoints = new ArrayList<>();
    private volatile BiConsumer<HttpServerRequest, Buffer> answer =
            (request, body) -> request.response().setStatusCode(204).end();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    request.headers().forEach(headers::put);
                    received.add(new Received(request.uri(), headers, body.toString()));
                    answer.accept(request, body);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        endpoints.forEach(PushEndpoint::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_record_is_posted_with_the_headers_of_the_push() {
        var response = send(url("/hook?token=abcdef"));

        assertThat(response).isEqualTo(new PushResponse(204, null, null, ""));
        var request = received.remove();
        assertThat(request.uri()).isEqualTo("/hook?token=abcdef");
        assertThat(request.body()).isEqualTo("v");
        assertThat(request.headers()).containsEntry("Authorization", TOKEN).containsEntry("ce-id", "42");
        assertThat(request.headers().get("Host")).isEqualTo("127.0.0.1:" + server.actualPort());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void a_redirect_is_not_followed(int status) {
        answer = (request, body) -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "http://127.0.0.1:" + server.actualPort() + "/elsewhere")
                .end();

        assertThat(send(url("/hook"))).isEqualTo(new PushResponse(status, null, "responded " + status, ""));
        assertThat(received).hasSize(1);
    }

    @Test
    void the_beginning_of_a_response_is_kept_without_secrets() {
        answer = (request, body) -> request.response()
                .setStatusCode(500)
                .end(request.getHeader("Authorization") + " " + request.uri() + "\n" + "é".repeat(10_000));

        var response = send(url("/hook?token=abcdef"));

        assertThat(response.excerpt()).startsWith("(secret) (secret)\\u000aé").endsWith("é");
        assertThat(response.excerpt().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(210);
    }

    @Test
    void an_endless_response_is_cut_off() {
        answer = (request, body) -> {
            request.response().setStatusCode(200).setChunked(true);
            vertx.setPeriodic(1, tick -> {
                if (!request.response().ended() && !request.response().closed()) {
                    request.response().write(Buffer.buffer(new byte[100_000]));
                }
            });
        };

        assertThat(send(url("/hook")).isAccepted()).isTrue();
    }

    @Test
    void a_receiver_that_does_not_respond_in_time_is_cut_off() {
        answer = (request, body) -> request.response().setChunked(true).write("begun");

        var response = await(endpoint(url("/hook"), Duration.ofMillis(300), Set.of("127.0.0.1"), Optional.empty()));

        assertThat(response).isEqualTo(PushResponse.none("did not respond within 300 ms"));
    }

    @Test
    void a_dropped_connection_is_no_response() {
        answer = (request, body) -> request.connection().close();

        assertThat(send(url("/hook?token=abcdef")))
                .isEqualTo(PushResponse.none("did not respond: the connection was closed"));
    }

    @Test
    void a_refused_connection_does_not_tell_the_address() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(send("http://127.0.0.1:" + port + "/hook?token=abcdef"))
                .isEqualTo(PushResponse.none("did not respond: the connection was refused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"})
    void a_loopback_address_is_refused_unless_its_host_is_allowed(String host) {
        var url = "http://%s:%d/hook".formatted(host, server.actualPort());

        var response = await(endpoint(url, Duration.ofSeconds(10), Set.of("other.example"), Optional.empty()));

        assertThat(response.problem()).contains("Weir does not connect to it").contains("weir.push.test.allowed-hosts");
        assertThat(received).isEmpty();
    }

    @Test
    void retry_after_is_a_number_of_seconds_or_a_time() {
        answer = (request, body) -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", "120")
                .end();
        assertThat(send(url("/hook")).retryAfter()).isEqualTo(Duration.ofMinutes(2));

        answer = (request, body) -> request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "Fri, 02 Jan 2026 03:05:05 GMT")
                .end();
        assertThat(send(url("/hook")).retryAfter()).isEqualTo(Duration.ofMinutes(1));

        answer = (request, body) -> request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "soon")
                .end();
        assertThat(send(url("/hook")).retryAfter()).isNull();
    }

    @Test
    void a_request_is_signed_with_each_secret_of_the_file_as_it_is_now(@TempDir Path directory) throws IOException {
        var file = directory.resolve("secrets");
        Files.writeString(file, secret('a') + "\n# while receivers change\n" + secret('b') + "\n");
        var endpoint = endpoint(url("/hook"), Duration.ofSeconds(10), Set.of("127.0.0.1"), Optional.of(file));

        assertThat(await(endpoint).isAccepted()).isTrue();
        var first = received.remove().headers();
        assertThat(first).containsEntry("webhook-id", "orders:3:42").containsEntry("webhook-timestamp", "1767323045");
        assertThat(first.get("webhook-signature").split(" ")).hasSize(2).allMatch(part -> part.startsWith("v1,"));

        Files.writeString(file, secret('b'));
        Deadlines.await("the new secret").until(() -> {
            await(endpoint);
            return received.remove().headers().get("webhook-signature").split(" ").length == 1;
        });
    }

    private static String secret(char letter) {
        return "whsec_"
                + Base64.getEncoder()
                        .encodeToString(String.valueOf(letter).repeat(32).getBytes(UTF_8));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    private PushResponse send(String url) {
        return await(endpoint(url, Duration.ofSeconds(10), Set.of("127.0.0.1"), Optional.empty()));
    }

    private PushEndpoint endpoint(String url, Duration timeout, Set<String> allowed, Optional<Path> secrets) {
        var settings = new EndpointSettings(
                "test",
                EndpointUrl.parse(url),
                Map.of("Authorization", TOKEN),
                PushContent.BINARY,
                "text/plain",
                timeout,
                4,
                true,
                allowed,
                secrets,
                Optional.empty());
        var endpoint = new PushEndpoint(settings, InstantSource.fixed(NOW), Ticker.systemTicker(), vertx);
        endpoints.add(endpoint);
        return endpoint;
    }

    private PushResponse await(PushEndpoint endpoint) {
        var records = List.of(RequestBuilderTest.record("k", "v", new RecordHeaders()));
        var response = new CompletableFuture<PushResponse>();
        vertx.getOrCreateContext().runOnContext(now -> endpoint.send(records).onSuccess(response::complete));
        return response.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
