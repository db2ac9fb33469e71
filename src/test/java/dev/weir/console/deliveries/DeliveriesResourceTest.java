package dev.weir.console.deliveries;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class DeliveriesResourceTest {

    @Test
    void confirmed_records_are_counted_by_channel_second_and_latency(TestTopic topic) {
        long before = confirmed();

        sending("text/plain", "v").post("/topics/" + topic + "/records").then().statusCode(200);

        assertThat(confirmed()).isGreaterThan(before);
        when().get("/deliveries")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("outgoing.acks", equalTo(List.of("all", "leader", "none")))
                .body("incoming.channel", hasItems("web-log-in"))
                .body("latency", hasSize(14))
                .body("latency[13].max_ms", nullValue())
                .body("latency.requests.findAll { it > 0 }", not(empty()))
                .body("by_second.confirmed.size()", lessThanOrEqualTo(300));
        await().untilAsserted(() ->
                when().get("/deliveries").then().body("by_second.confirmed.findAll { it > 0 }", not(empty())));
    }

    @Test
    void refused_records_are_counted_by_kind_and_the_latest_are_listed() {
        var topic = "DeliveriesResourceTest.none";
        given().contentType("application/vnd.kafka.v2+json")
                .contentType("application/vnd.kafka.json.v2+json")
                .body("{\"records\":[{\"value\":1},{\"value\":2}]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(404);

        when().get("/deliveries")
                .then()
                .body("failures.find { it.kind == 'not_found' }.error_code", equalTo(404))
                .rootPath("latest_failures.find { it.topic == '" + topic + "' }")
                .body("records", equalTo(2))
                .body("kind", equalTo("not_found"))
                .body("error_code", equalTo(404))
                .body("acks", equalTo("all"))
                .body("message", equalTo("There is no topic '" + topic + "'"))
                .body("client", nullValue());
    }

    private static long confirmed() {
        return when().get("/deliveries").then().extract().jsonPath().getLong("outgoing[0].confirmed");
    }
}
