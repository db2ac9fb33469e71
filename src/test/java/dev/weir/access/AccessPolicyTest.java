package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static dev.weir.access.WithKeys.ADMIN;
import static dev.weir.access.WithKeys.NOBODY;
import static dev.weir.access.WithKeys.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.weir.testing.Deadlines;
import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication by API key, and authorization by the path of a request. */
@QuarkusTest
@TestProfile(WithKeys.class)
class AccessPolicyTest {

    @TestHTTPResource
    URI weir;

    @Test
    void without_a_key_a_request_is_401_with_a_challenge_and_a_sentence() {
        var refused = RestAssured.given().body("x").post("/topics/orders-401/records");

        assertThat(refused.headers().getValues("WWW-Authenticate"))
                .as("a header for each challenge, for browsers that read the first of a header only")
                .containsExactly("Bearer realm=\"weir\"", "Basic realm=\"weir\", charset=\"UTF-8\"");
        refused.then().statusCode(401).body("error_code", equalTo(401)).body("message", containsString("API key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weir_wrong", "weir_", "weir_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a token"})
    void with_a_wrong_key_a_request_is_401(String key) {
        as(key).get("/topics").then().statusCode(401);
        RestAssured.given().header("X-API-Key", key).get("/topics").then().statusCode(401);
        RestAssured.given()
                .auth()
                .preemptive()
                .basic("orders-app", key)
                .get("/topics")
                .then()
                .statusCode(401);
    }

    @Test
    void a_key_may_come_as_bearer_token_as_header_of_its_own_or_as_a_password() {
        as(ORDERS).get("/topics").then().statusCode(200);
        RestAssured.given().header("X-API-Key", ORDERS).get("/topics").then().statusCode(200);
        RestAssured.given()
                .header("Authorization", "bearer " + ORDERS)
                .get("/topics")
                .then()
                .statusCode(200);
        RestAssured.given()
                .auth()
                .preemptive()
                .basic("orders-app", ORDERS)
                .get("/topics")
                .then()
                .statusCode(200);
        RestAssured.given()
                .auth()
                .preemptive()
                .basic("somebody-else", ORDERS)
                .get("/topics")
                .then()
                .statusCode(401);
    }

    @Test
    void a_role_reaches_the_topics_of_its_rule_and_no_others_whether_they_exist_or_not() {
        var mine = TestTopic.create("orders-policy", 1);
        var other = TestTopic.create("payments-policy", 1);

        as(ORDERS).body("x").post("/topics/" + mine + "/records").then().statusCode(200);
        as(ORDERS).get("/topics/" + mine + "/records").then().statusCode(200);
        for (var topic : List.of(other.name(), "payments-none", "__consumer_offsets", "%70ayments-policy")) {
            as(ORDERS)
                    .urlEncodingEnabled(false)
                    .body("x")
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(403);
            as(ORDERS)
                    .urlEncodingEnabled(false)
                    .get("/topics/" + topic + "/records")
                    .then()
                    .statusCode(403);
            as(ORDERS).urlEncodingEnabled(false).get("/topics/" + topic).then().statusCode(403);
            as(ORDERS)
                    .urlEncodingEnabled(false)
                    .delete("/admin/topics/" + topic)
                    .then()
                    .statusCode(403);
        }
        assertThat(other.values()).isEmpty();
    }

    /** Every way of writing the address of a topic that the role has no right to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topics/payments-policy",
                "/topics/payments-policy/",
                "/topics/%70ayments-policy",
                "/topics/%70ayments%2dpolicy/records",
                "//topics/payments-policy",
                "/topics//payments-policy",
                "/topics/orders;/payments-policy",
                "/topics/payments-policy;orders",
                "/topics/payments-policy;x=orders/records",
                "/topics;x/payments-policy/records",
                "/topics/orders/../payments-policy",
                "/topics/orders/%2e%2e/payments-policy",
                "/topics/orders%2f..%2fpayments-policy",
                "/x/../topics/payments-policy",
                "/TOPICS/payments-policy",
                "/topics/payments-policy?topic=orders",
                "/topics/payments-policy/records?topic=orders",
                "/admin/topics/payments-policy",
                "http://localhost/topics/payments-policy",
            })
    void no_spelling_of_an_address_leads_around_the_policy(String address) {
        for (var method : List.of("GET", "HEAD", "POST", "DELETE", "PATCH", "PUT")) {
            var answer = new RawHttp(weir)
                    .send(
                            method + " " + address,
                            List.of(
                                    "Authorization: Bearer " + ORDERS,
                                    "Content-Length: 2",
                                    "Content-Type: application/json"),
                            "{}");
            assertThat(answer.status())
                    .as("%s %s: %s", method, address, answer.body())
                    .isIn(400, 403, 404, 405);
        }
    }

    @Test
    void health_is_open_and_metrics_need_a_right() {
        RestAssured.get("/q/health/live").then().statusCode(200);
        RestAssured.get("/healthy").then().statusCode(200);
        RestAssured.get("/q/metrics").then().statusCode(401);
        RestAssured.get("/metrics").then().statusCode(401);
        RestAssured.get("/q/openapi").then().statusCode(401);
        as(ORDERS).get("/q/metrics").then().statusCode(403);
        as(ORDERS).get("/metrics").then().statusCode(403);
        as(NOBODY).get("/q/openapi").then().statusCode(200);
        as(ADMIN).get("/q/metrics").then().statusCode(200);
        as(ADMIN).get("/metrics").then().statusCode(200);
    }

    @Test
    void a_role_without_a_rule_may_do_nothing() {
        as(NOBODY).get("/topics").then().statusCode(403).body("error_code", equalTo(403));
        as(NOBODY).get("/topics/orders").then().statusCode(403);
        as(NOBODY).get("/receipts/summary").then().statusCode(403);
        as(NOBODY).get("/nothing-here").then().statusCode(404);
        as(NOBODY).get("/").then().statusCode(200);
    }

    @Test
    void a_body_that_is_still_coming_does_not_hold_a_refusal_up() {
        var answer = new RawHttp(weir)
                .begin("POST /topics/orders/records", List.of("Content-Length: 100000"), "only the beginning");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_key_is_refused_once_its_line_is_removed_and_taken_once_it_is_added() {
        var key = WithKeys.KEYS.add("temporary", "orders");
        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/topics").then().statusCode(200));

        WithKeys.KEYS.remove("temporary");

        Deadlines.await()
                .atMost(Deadlines.seconds(10))
                .untilAsserted(() -> as(key).get("/topics").then().statusCode(401));
    }
}
