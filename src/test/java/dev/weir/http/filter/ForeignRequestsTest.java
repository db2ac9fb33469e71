package dev.weir.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.RawHttp;
import dev.weir.testing.RawHttp.Answer;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of web pages from other origins, or for other hosts, are refused with a message and not processed. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ForeignRequestsTest {

    private static final String JSON = "Content-Type: application/json";

    @TestHTTPResource
    URI server;

    @Inject
    Vertx vertx;

    /** Endpoints, resources and paths of Quarkus. */
    static List<String> everywhere() {
        return List.of(
                "GET /",
                "GET /topics",
                "GET /topics/t/records",
                "POST /topics/t/records",
                "POST /topics/t",
                "POST /admin/topics",
                "PATCH /admin/topics/t",
                "DELETE /admin/topics/t",
                "POST /admin/topics/t/truncate",
                "POST /groups/g/offsets",
                "DELETE /groups/g",
                "POST /generators",
                "POST /consumers/g",
                "GET /consumers/g/instances/i/records",
                "GET /receipts",
                "GET /q/health",
                "GET /q/health/live",
                "GET /q/metrics",
                "GET /q/openapi",
                "OPTIONS /topics/t/records",
                "PUT /nothing/here");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void a_foreign_host_is_421_on_every_path(String what) {
        var answer = raw(what + " HTTP/1.1", "Host: evil.example:8080");

        assertRefused(answer, 421, "evil.example");
        assertThat(answer.body()).contains("weir.http.allowed-hosts");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void a_foreign_origin_is_403_on_every_path(String what) {
        var answer = raw(what + " HTTP/1.1", "Host: localhost", "Origin: http://evil.example");

        assertRefused(answer, 403, "http://evil.example");
        assertThat(answer.body()).contains("quarkus.http.cors.origins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://localhost:1",
                "https://localhost",
                "http://localhost.evil.example",
                "http://evil.example/http://localhost",
                "file://",
                "http://localhost, http://evil.example",
                "chrome-extension://abcdefghijklmnop"
            })
    void an_origin_that_differs_in_any_part_is_foreign(String origin, TestTopic topic) {
        var answer = raw(
                "POST /topics/" + topic + "/records HTTP/1.1",
                "Host: localhost:" + server.getPort(),
                "Origin: " + origin,
                "Content-Type: text/plain",
                "Content-Length: 0");

        assertRefused(answer, 403, "may not use Weir");
        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"localhost, http://localhost", "localhost:80, http://localhost", "[::1]:8080, http://[::1]:8080"})
    void requests_of_the_same_origin_are_accepted(String host, String origin) {
        assertThat(raw("GET /q/health/live HTTP/1.1", "Host: " + host, "Origin: " + origin)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_script_may_read_the_headers_that_weir_adds() {
        assertThat(raw("GET /q/health/live HTTP/1.1", "Host: localhost", "Origin: http://localhost")
                        .head())
                .containsIgnoringCase("access-control-expose-headers: ")
                .contains("Weir-Handout", "Weir-Recreated-Topics", "Retry-After", "Location");
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, no-cors,  403",
        "same-site,  no-cors,  403",
        "cross-site, cors,     403",
        "cross-site, navigate, 200",
        "same-origin, cors,    200",
        "none,       navigate, 200"
    })
    void an_image_or_a_script_of_a_foreign_page_is_refused_and_a_link_is_not(String site, String mode, int status) {
        assertThat(raw(
                                "GET /q/health/live HTTP/1.1",
                                "Host: localhost",
                                "Sec-Fetch-Site: " + site,
                                "Sec-Fetch-Mode: " + mode)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:1", "[::1]:8080", "LOCALHOST", "localhost."})
    void names_of_loopback_are_accepted_with_any_port(String host) {
        assertThat(raw("GET /q/health/live HTTP/1.1", "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example/q/health/live, 421",
        "http://evil.example:80/q/health/live, 421",
        "http://localhost@evil.example/q/health/live, 400"
    })
    void the_host_of_an_absolute_request_target_is_checked(String target, int status) {
        var answer = raw("GET " + target + " HTTP/1.1", "Host: localhost");

        assertRefused(answer, status, "");
    }

    @Test
    void the_authority_of_http_2_is_checked() throws Exception {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(server.getPort(), "127.0.0.1"))
                .setHost("evil.example")
                .setPort(80)
                .setURI("/topics");
        try {
            var status = client.request(request)
                    .compose(asked -> asked.send())
                    .map(answer -> answer.statusCode())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();

            assertThat(status).isEqualTo(421);
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topics/t/records?key=100%",
                "/topics/t/records?key=%zz",
                "/topics/t/records?key=%4",
                "/topics/t%/records",
                "/topics/%ff",
                "/groups/%ff%01",
                "/groups/%C3%28/offsets",
                "/consumers/g/instances/%80/records",
                "/q/health/live?%",
                "/topics?internal=%ff",
                "/partitioners?key=k&topic=%80&partitions=1",
                "/receipts?from=%80",
                "/nothing/%here",
                "/topics/a|b",
                "/topics/{a}",
                "/topics/a\"b",
                "/topics/é",
                "/topics/t/records?key=é",
                "/groups/用户"
            })
    void a_malformed_request_target_is_400_with_the_error_body(String address) {
        for (var method : List.of("GET", "POST", "DELETE")) {
            var answer = raw(method + " " + address + " HTTP/1.1", "Host: localhost", JSON, "Content-Length: 0");

            assertThat(answer.status()).as(method).isIn(400, 405);
            if (answer.status() == 400) {
                assertRefused(answer, 400, "");
            }
        }
        assertRefused(raw("GET " + address + " HTTP/1.1", "Host: localhost"), 400, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /q/health/live", "GET /topics", "GET /nothing", "DELETE /topics", "GET /q/openapi"})
    void every_response_has_nosniff(String what) {
        assertThat(raw(what + " HTTP/1.1", "Host: localhost").head()).contains("X-Content-Type-Options: nosniff");
    }

    @Test
    void a_body_without_a_content_type_is_415_with_the_supported_types() {
        for (var what : everywhere()) {
            if (what.startsWith("P") && !what.endsWith("/records") && !what.endsWith("/here")) {
                var answer =
                        raw((what + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));

                assertThat(answer.status()).as(what).isEqualTo(415);
                assertThat(answer.body()).as(what).contains("it takes application/");
            }
        }
    }

    private Answer raw(String line, String... headers) {
        var lines = new ArrayList<>(List.of(line));
        lines.addAll(Arrays.asList(headers));
        lines.add("Connection: close");
        return raw((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private Answer raw(byte[] request) {
        return new RawHttp(server).send(request);
    }

    private static void assertRefused(Answer answer, int status, String words) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"error_code\":" + status + ",\"message\":\"")
                .contains(words);
        assertThat(answer.head()).contains("X-Content-Type-Options: nosniff");
    }
}
