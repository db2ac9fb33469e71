package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.when;
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

    /** The first member of a group waits until the broker has created the offsets topic. */
    private static final Duration TIMEOUT = Deadlines.seconds(30);

    @Test
    void weir_is_ready_once_kafka_responds_and_the_consumer_has_joined() {
        await().atMost(TIMEOUT).untilAsserted(() -> when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItems("kafka", "sending", "channels")));
    }

    @Test
    void readiness_names_the_bootstrap_servers() {
        await().atMost(TIMEOUT).untilAsserted(() -> when().get("/q/health/ready")
                .then()
                .body(
                        "checks.find { it.name == 'kafka' }.data.'bootstrap.servers'",
                        equalTo(TestBroker.bootstrapServers())));
    }

    /** Otherwise an orchestrator would restart Weir again and again while the broker is down. */
    @Test
    void liveness_does_not_depend_on_kafka() {
        when().get("/q/health/live")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", not(hasItem("kafka")))
                // The connector's own check is present and empty: its channels have health-enabled=false.
                .body("checks.findAll { it.data != null }", empty());
    }

    @Test
    void startup_does_not_wait_for_kafka() {
        when().get("/q/health/started").then().statusCode(200).body("checks.name", not(hasItem("kafka")));
    }
}
