package dev.weir;

import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {

    /** The first member of a group waits until the broker has made the topic of the groups. */
    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @Test
    void weir_is_ready_once_kafka_answers_and_the_consumer_has_joined() {
        await().atMost(TIMEOUT).untilAsserted(() -> when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItems("kafka", "sending", "channels")));
    }

    @Test
    void readiness_says_which_kafka_is_meant() {
        await().atMost(TIMEOUT).untilAsserted(() -> when().get("/q/health/ready")
                .then()
                .body(
                        "checks.find { it.name == 'kafka' }.data.'bootstrap.servers'",
                        equalTo(TestBroker.bootstrapServers())));
    }

    /** Otherwise an absent broker would end the process again and again. */
    @Test
    void liveness_never_asks_kafka() {
        when().get("/q/health/live")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", not(hasItem("kafka")))
                // The connector's own check is there with nothing to say: its channels have health-enabled=false.
                .body("checks.findAll { it.data != null }", empty());
    }

    @Test
    void the_start_does_not_wait_for_kafka() {
        when().get("/q/health/started").then().statusCode(200).body("checks.name", not(hasItem("kafka")));
    }
}
