package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.RawHttp;
import dev.weir.testing.RawHttp.Answer;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that pass no filters because of their key get the responses of those that pass them all. */
@QuarkusTest
@TestProfile(WithKeys.class)
class PlainRecordsWithKeysTest {

    private static final String TOPIC = "orders-plain";
    private static final String REMOVED = "plain-removed";

    @TestHTTPResource
    URI weir;

    static Stream<List<String>> let_in() {
        return Stream.of(
                List.of("Authorization: Bearer " + WithKeys.ORDERS),
                List.of("authorization: bearer " + WithKeys.ORDERS),
                List.of("X-API-Key: " + WithKeys.ORDERS),
                List.of("Authorization: Basic " + basic("orders-app", WithKeys.ORDERS)),
                List.of("X-API-Key: " + WithKeys.ORDERS, "Authorization: Bearer weir_wrong"));
    }

    static Stream<List<String>> refused() {
        return Stream.of(
                List.of(),
                List.of("Authorization: Bearer weir_wrong"),
                List.of("Authorization: Bearer " + WithKeys.ORDERS + "x"),
                List.of("Authorization: Bearer " + WithKeys.NOBODY),
                List.of("Authorization: Bearer " + WithKeys.WATCHER),
                List.of("Authorization: Basic " + basic("watcher", WithKeys.ORDERS)),
                List.of("Authorization: Basic !"),
                List.of("Authorization: Digest username=orders-app"),
                List.of("X-API-Key: "),
                List.of("X-API-Key: weir_wrong", "Authorization: Bearer " + WithKeys.ORDERS),
                List.of("X-API-Key: " + WithKeys.ORDERS, "X-API-Key: " + WithKeys.ORDERS),
                List.of("Authorization: Bearer " + WithKeys.ORDERS, "Authorization: Bearer " + WithKeys.ORDERS));
    }

    @ParameterizedTest
    @MethodSource
    void let_in(List<String> credentials) {
        TestTopic.shared(TOPIC);
        post(TOPIC, credentials);

        var plain = post(TOPIC, credentials);
        var other = post(TOPIC, with(credentials, "Weir-Test: 1"));

        assertThat(plain.status()).isEqualTo(200);
        assertThat(head(plain)).isEqualTo(head(other));
        assertThat(plain.body()).contains("\"topic\":\"" + TOPIC + "\"");
    }

    @ParameterizedTest
    @MethodSource
    void refused(List<String> credentials) {
        post(TOPIC, credentials);

        var plain = post(TOPIC, credentials);
        var other = post(TOPIC, with(credentials, "Weir-Test: 1"));

        assertThat(plain.status()).isIn(400, 401, 403).isEqualTo(other.status());
        assertThat(head(plain)).isEqualTo(head(other));
        assertThat(plain.body()).isEqualTo(other.body());
    }

    @Test
    void a_topic_that_no_rule_allows_is_refused() {
        var credentials = List.of("Authorization: Bearer " + WithKeys.ORDERS);
        post("payments", credentials);

        assertThat(post("payments", credentials).status()).isEqualTo(403);
    }

    @Test
    void a_key_that_was_removed_is_refused() {
        TestTopic.shared(TOPIC);
        var credentials = List.of("Authorization: Bearer " + WithKeys.KEYS.add(REMOVED, "orders"));
        awaitStatus(credentials, 200);

        WithKeys.KEYS.remove(REMOVED);

        awaitStatus(credentials, 401);
    }

    private void awaitStatus(List<String> credentials, int status) {
        Deadlines.await().atMost(Deadlines.seconds(10)).untilAsserted(() -> assertThat(
                        post(TOPIC, credentials).status())
                .isEqualTo(status));
    }

    private Answer post(String topic, List<String> headers) {
        return new RawHttp(weir)
                .send("POST /topics/" + topic + "/records", with(headers, "Content-Length: 5"), "value");
    }

    private static List<String> with(List<String> headers, String header) {
        var all = new ArrayList<>(headers);
        all.add(header);
        return all;
    }

    private static String basic(String name, String key) {
        return Base64.getEncoder().encodeToString((name + ":" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the length, which depends on the digits of the offset. */
    private static List<String> head(Answer answer) {
        return answer.head()
                .lines()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-length"))
                .sorted()
                .toList();
    }
}
