package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stop that something holds up: the deadline ends it, in words. */
class StopDeadlineIT {

    @Test
    void ends_a_stop_that_takes_longer_than_it_may() {
        try (var broker = TestBroker.another("deadline")) {
            broker.start();
            var settings = Map.of("weir.stop.timeout", "2s", "weir.produce.create-topics", "true");
            try (var weir = WeirProcess.start("deadline", broker.bootstrapServers(), settings)) {
                send(weir, "?async=false", 200);
                broker.pause();
                // Its outcome is known when the producer gives it up, after 5 s.
                send(weir, "?async=true", 204);

                weir.terminate();

                await().atMost(Duration.ofSeconds(60)).until(() -> !weir.isRunning());
                assertThat(weir.exitCode()).isEqualTo(1);
                assertThat(weir.log()).contains("has not stopped within PT2S (weir.stop.timeout)");
            } finally {
                broker.kill();
            }
        }
    }

    @Test
    void leaves_a_stop_in_time_alone() {
        try (var weir = WeirProcess.start("in-time", TestBroker.bootstrapServers(), Map.of())) {
            weir.terminate();

            await().atMost(Duration.ofSeconds(60)).until(() -> !weir.isRunning());
            assertThat(weir.exitCode()).isEqualTo(143);
            assertThat(weir.log()).doesNotContain("weir.stop.timeout");
        }
    }

    private static void send(WeirProcess weir, String query, int status) {
        RestAssured.given()
                .port(weir.port())
                .contentType("text/plain")
                .body("v")
                .post("/topics/deadline/records" + query)
                .then()
                .statusCode(status);
    }
}
