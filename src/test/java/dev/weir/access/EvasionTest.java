package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are spelled so that the policy could take them for others than the routes do. */
@QuarkusTest
@TestProfile(WithKeys.class)
class EvasionTest {

    private static final String TOPIC = "payments-evasion";
    private static final String SECRET = "the secret of payments";
    private static final String KEY = "Authorization: Bearer " + WithKeys.ORDERS;

    @TestHTTPResource
    URI weir;

    @Inject
    Vertx vertx;

    private static TestTopic topic;

    /** Of a topic that the client has no right to. */
    @BeforeEach
    void storeSecret() {
        if (topic == null) {
            topic = TestTopic.create(TOPIC, 1);
            assertThat(send("POST /topics/" + TOPIC + "/records", "Authorization: Bearer " + WithKeys.ADMIN, SECRET)
                            .status())
                    .isEqualTo(200);
        }
    }

    private RawHttp.Answer send(String what, String key, String body, String... more) {
        var headers = new ArrayList<>(List.of(more));
        headers.add("Content-Type: text/plain");
        headers.add("Content-Length: " + body.length());
        if (key != null) {
            headers.add(key);
        }
        return new RawHttp(weir).send(what, headers, body);
    }

    static List<String> spellings() {
        return List.of(
                "/topics/payments-evasion/records",
                "/topics/payments-evasion/records/",
                "/topics/payments-evasion/records//",
                "/topics/payments-evasion//records",
                "//topics/payments-evasion/records",
                "/topics//payments-evasion/records",
                "///topics///payments-evasion///records",
                "/./topics/payments-evasion/records",
                "/topics/./payments-evasion/records",
                "/topics/orders-x/../payments-evasion/records",
                "/topics/orders-x/%2e%2e/payments-evasion/records",
                "/topics/orders-x/.%2E/payments-evasion/records",
                "/topics/orders-x%2F..%2Fpayments-evasion/records",
                "/topics/orders-x%2f%2e%2e%2fpayments-evasion/records",
                "/topics/orders-x/..%2Fpayments-evasion/records",
                "/topics/%70ayments-evasion/records",
                "/topics/payments%2Devasion/records",
                "/topics/payments%2devasion/%72ecords",
                "/%74opics/payments-evasion/records",
                "/topics%2Fpayments-evasion%2Frecords",
                "/topics/payments-evasion%2Frecords",
                "/topics/payments-evasion;x=orders/records",
                "/topics/payments-evasion/records;orders",
                "/topics;orders/payments-evasion/records",
                "/;/topics/payments-evasion/records",
                "/topics/payments-evasion%3Borders/records",
                "/topics/payments-evasion%00/records",
                "/topics/payments-evasion%20/records",
                "/topics/payments-evasion%0A/records",
                "/topics/%2Fpayments-evasion/records",
                "/topics/payments-evasion/records?topic=orders-x",
                "/topics/payments-evasion/records?/../../orders-x/records",
                "/TOPICS/payments-evasion/records",
                "/topics/PAYMENTS-EVASION/records",
                "/console/../topics/payments-evasion/records",
                "/console/%2e%2e/topics/payments-evasion/records",
                "/console/..%2Ftopics/payments-evasion/records",
                "/console/..;/topics/payments-evasion/records",
                "/q/health/../../topics/payments-evasion/records",
                "/q/health/%2e%2e/%2e%2e/topics/payments-evasion/records",
                "/healthy/../topics/payments-evasion/records",
                "http://localhost/topics/payments-evasion/records",
                "http://localhost//topics/payments-evasion/records",
                "http://localhost/console/../topics/payments-evasion/records");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void no_spelling_of_an_address_leads_past_the_policy(String address) {
        for (var method : List.of("GET", "HEAD", "POST", "DELETE", "PATCH", "PUT", "OPTIONS", "TRACE", "PROPFIND")) {
            for (var key : new String[] {KEY, "Authorization: Bearer " + WithKeys.NOBODY, null}) {
                var answer = send(method + " " + address, key, "stolen");

                if (method.equals("OPTIONS") && answer.status() == 200) {
                    assertThat(answer.body()).as("a list of methods").isEmpty();
                } else {
                    assertThat(answer.status())
                            .as("%s %s: %s", method, address, answer.body())
                            .isBetween(400, 499);
                }
                assertThat(answer.body()).doesNotContain(SECRET);
            }
        }
        assertThat(topic.end()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void no_spelling_leads_past_the_policy_over_http_2(String address) throws Exception {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        try {
            for (var method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE)) {
                var request = new RequestOptions()
                        .setMethod(method)
                        .setHost("localhost")
                        .setPort(weir.getPort())
                        .setURI(address)
                        .putHeader("Content-Type", "text/plain")
                        .putHeader("Authorization", "Bearer " + WithKeys.ORDERS);
                var status = client.request(request)
                        .compose(asked -> asked.send("stolen"))
                        .map(HttpClientResponse::statusCode)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();

                assertThat(status).as("%s %s", method, address).isBetween(400, 499);
            }
        } finally {
            client.close();
        }
        assertThat(topic.end()).isEqualTo(1);
    }

    /** Headers and parameters that some servers take for the address, the method, or the client. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: DELETE",
                "X-Method-Override: DELETE",
                "X-Original-URL: /topics/payments-evasion/records",
                "X-Rewrite-URL: /topics/payments-evasion/records",
                "X-Forwarded-Path: /topics/payments-evasion/records",
                "X-Forwarded-Prefix: /topics/payments-evasion/records",
                "X-Forwarded-Uri: /topics/payments-evasion/records",
                "Forwarded: for=127.0.0.1;host=localhost;proto=https",
                "X-Forwarded-User: admin",
                "X-Remote-User: admin",
                "Remote-User: admin",
                "X-Forwarded-For: 127.0.0.1",
                "X-SSL-Client-Cert: admin",
                "Kafka-Header-__topic: payments-evasion"
            })
    void no_header_changes_the_address_the_method_or_the_client(String header) {
        TestTopic.shared("orders-evasion");

        var stored = send("POST /topics/orders-evasion/records?key=k", KEY, "mine", header);
        var refused = send("GET /topics/payments-evasion", KEY, "", header);
        var anonymous = send("GET /topics", null, "", header);

        assertThat(stored.status()).as(stored.body()).isIn(200, 400);
        assertThat(stored.body()).doesNotContain(TOPIC + "\"");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(topic.end()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-API-Key"})
    void credentials_that_are_said_twice_are_400(String header) {
        var prefix = header.equals("Authorization") ? "Bearer " : "";

        var answer = send(
                "GET /topics/payments-evasion",
                null,
                "",
                header + ": " + prefix + WithKeys.ORDERS,
                header + ": " + prefix + WithKeys.ADMIN);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("more than one " + header + " header");
    }

    @Test
    void a_request_to_upgrade_the_connection_needs_a_key_like_any_other() {
        var socket = List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        var raw = new RawHttp(weir);

        assertThat(raw.send("GET /topics/payments-evasion/records", socket, "").status())
                .isEqualTo(401);
        assertThat(raw.send("GET /console/feed", socket, "").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS *",
                "CONNECT localhost:80",
                "CONNECT payments-evasion:443",
                "TRACE /",
                "PRI *",
                "GET localhost/topics",
                "GET topics/payments-evasion/records",
                "GET ?/topics/payments-evasion/records"
            })
    void targets_and_methods_without_a_route_tell_nothing(String what) {
        for (var key : new String[] {KEY, null}) {
            var answer = send(what, key, "");

            assertThat(answer.status()).as(answer.head() + answer.body()).isIn(0, 400, 401, 404, 405, 501);
            assertThat(answer.head() + answer.body()).doesNotContain(WithKeys.ORDERS, SECRET);
        }
    }

    /** Names of groups may have any character, so the policy and the service must decode them alike. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "payments%2Forders",
                "payments%252Forders",
                "%6Frders%2F..%2Fpayments",
                "orders%2F..%2Fpayments",
                "orders+x",
                "orders%2Bx",
                "orders%20x",
                "orders%C3%A9",
                "orders%2525"
            })
    void a_group_is_decoded_once_by_the_policy_and_by_the_service(String group) {
        try (var trail = new AuditCapture()) {
            var decoded = URLDecoder.decode(group.replace("+", "%2B"), StandardCharsets.UTF_8);

            var answer = send("GET /groups/" + group + "/offsets", KEY, "");

            if (decoded.startsWith("orders")) {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body()).contains("'" + decoded + "'");
            } else {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(trail.await("key:orders-app", 403).getJsonArray("groups"))
                        .containsExactly(decoded);
            }
        }
    }
}
