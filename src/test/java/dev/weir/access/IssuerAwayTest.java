package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.weir.broker.TestBroker;
import dev.weir.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weir has started while the issuer of tokens does not answer. */
@QuarkusTest
@TestProfile(IssuerAwayTest.Away.class)
class IssuerAwayTest {

    /** Keys beside tokens of an issuer that nobody can reach. */
    public static final class Away implements QuarkusTestProfile {

        static final TestKeys KEYS = new TestKeys("issuer-away");
        static final String KEY = KEYS.add("alice", "orders");

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>();
            all.put("quarkus.oidc.auth-server-url", "http://127.0.0.1:" + TestBroker.freePort());
            all.put("weir.auth.keys-file", KEYS.file().toString());
            all.put("weir.access.orders.may", "describe");
            return all;
        }
    }

    @Test
    void a_token_is_503_because_it_cannot_be_checked() {
        try (var issuer = new TestIssuer()) {
            as(issuer.token("weir", Duration.ofMinutes(5), "orders"))
                    .get("/topics")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .body("message", containsString("The issuer of tokens"));
        }
    }

    @Test
    void keys_go_on() {
        as(Away.KEY).get("/topics").then().statusCode(200);
        RestAssured.get("/topics").then().statusCode(401);
    }
}
