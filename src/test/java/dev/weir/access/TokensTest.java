package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.TestIssuer;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients with tokens of an issuer, beside clients with keys. */
@QuarkusTest
@TestProfile(TokensTest.WithTokens.class)
class TokensTest {

    private static final Duration VALID = Duration.ofMinutes(5);

    @TestHTTPResource
    URI weir;

    /** Both ways to come in, at once. */
    public static final class WithTokens implements QuarkusTestProfile {

        static final TestIssuer ISSUER = new TestIssuer();
        static final TestKeys KEYS = new TestKeys("tokens");
        static final String KEY = KEYS.add("alice", "orders");

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>();
            all.put("quarkus.oidc.auth-server-url", ISSUER.url());
            all.put("quarkus.oidc.token.audience", "weir");
            all.put("quarkus.oidc.token.forced-jwk-refresh-interval", "1S");
            all.put("weir.auth.keys-file", KEYS.file().toString());
            all.put("weir.access.orders.topics", "orders*");
            all.put("weir.access.orders.groups", "orders*");
            all.put("weir.access.orders.may", "produce,read,describe,generate");
            return all;
        }
    }

    @Test
    void a_token_has_the_rights_of_its_roles() {
        var topic = TestTopic.create("orders-token", 1);
        var token = WithTokens.ISSUER.token("weir", VALID, "orders");

        as(token).body("x").post("/topics/" + topic + "/records").then().statusCode(200);
        as(token).body("x").post("/topics/payments/records").then().statusCode(403);
        as(WithTokens.ISSUER.token("weir", VALID, "other"))
                .get("/topics")
                .then()
                .statusCode(403);
        as(WithTokens.KEY).get("/topics").then().statusCode(200);
        assertThat(topic.values()).containsExactly("x");
    }

    @Test
    void the_roles_of_a_realm_count_as_those_of_groups() {
        as(WithTokens.ISSUER.realmToken("weir", VALID, "offline_access", "orders"))
                .get("/topics")
                .then()
                .statusCode(200);
        as(WithTokens.ISSUER.realmToken("weir", VALID, "offline_access"))
                .get("/topics")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "foreign audience", "foreign issuer", "forged", "unsigned", "no token"})
    void a_token_that_is_not_valid_is_401(String kind) {
        var token =
                switch (kind) {
                    case "expired" -> WithTokens.ISSUER.token("weir", Duration.ofMinutes(-1), "orders");
                    case "foreign audience" -> WithTokens.ISSUER.token("another", VALID, "orders");
                    case "foreign issuer" -> WithTokens.ISSUER.foreign("weir", "orders");
                    case "forged" -> WithTokens.ISSUER.forged("weir", "orders");
                    case "unsigned" -> WithTokens.ISSUER.unsigned("weir", "orders");
                    default -> "a.b.c";
                };

        var refused = as(token).get("/topics");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().getValues("WWW-Authenticate"))
                .first()
                .asString()
                .startsWith("Bearer");
        as(token)
                .body("x".repeat(100_000))
                .post("/topics/orders/records")
                .then()
                .statusCode(401);
    }

    @Test
    void the_issuer_may_rotate_its_keys() {
        var before = WithTokens.ISSUER.token("weir", VALID, "orders");
        as(before).get("/topics").then().statusCode(200);

        WithTokens.ISSUER.rotate();

        Deadlines.await().atMost(Deadlines.seconds(20)).untilAsserted(() -> as(WithTokens.ISSUER.token(
                        "weir", VALID, "orders"))
                .get("/topics")
                .then()
                .statusCode(200));
        as(before).get("/topics").then().statusCode(401);
    }

    @Test
    void a_response_without_end_ends_when_the_token_expires() {
        var topic = TestTopic.create("orders-expires", 1);
        var token = WithTokens.ISSUER.token("weir", Duration.ofSeconds(8), "orders");

        try (var response =
                OpenResponse.begin(weir.resolve("/topics/" + topic + "/records"), "text/event-stream", token)) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).contains("event: failure", "\"error_code\":401");
        }
    }

    @Test
    void users_who_have_chosen_the_same_name_are_two_clients() {
        TestTopic.create("orders-names", 1);
        var one = WithTokens.ISSUER.namedToken("subject-1", "bob", "weir", VALID, "orders");
        var other = WithTokens.ISSUER.namedToken("subject-2", "bob", "weir", VALID, "orders");
        var id = as(one).contentType("application/json")
                .body("{\"topic\":\"orders-names\",\"value\":\"x\",\"count\":1}")
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");

        as(one).get("/generators/" + id).then().statusCode(200);
        as(other).get("/generators/" + id).then().statusCode(404);
    }

    @Test
    void a_key_and_a_token_of_one_name_are_two_clients() {
        var topic = TestTopic.create("orders-two", 1);
        var token = WithTokens.ISSUER.token("weir", VALID, "orders");
        var id = as(token)
                .contentType("application/json")
                .body("{\"topic\":\"%s\",\"value\":\"x\",\"count\":1}".formatted(topic))
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");

        as(token).get("/generators/" + id).then().statusCode(200);
        as(WithTokens.KEY).get("/generators/" + id).then().statusCode(404);
    }
}
