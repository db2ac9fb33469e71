package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code weir.stop.timeout} ends a shutdown that takes too long, and logs it. */
class StopDeadlineIT {

    @Test
    void ends_a_shutdown_that_exceeds_the_timeout() {
        try (var broker = TestBroker.another("deadline")) {
            broker.start();
            var settings = Map.of("weir.stop.timeout", "2s", "weir.produce.create-topics", "true");
            try (var weir = WeirProcess.start("deadline", broker.bootstrapServers(), settings)) {
                send(weir, "?async=false", 200);
                broker.pause();
                // The producer reports the outcome after its delivery timeout of 5 s.
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
    void does_not_cut_off_a_shutdown_within_the_timeout() {
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
