package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.KeyTool;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged Weir with plaintext clients and a broker port that speaks TLS. */
class WrongPortIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @Test
    void names_a_port_that_speaks_tls_and_keeps_running(@TempDir Path stores) {
        var port = TestBroker.freePort();
        var tls = "127.0.0.1:" + port;
        try (var broker = TestBroker.another(
                "wrong-port",
                Map.of(
                        "listeners",
                        "TLS://" + tls,
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL",
                        "listener.name.tls.ssl.keystore.location",
                        KeyTool.keys(stores, "broker.p12", "localhost").toString(),
                        "listener.name.tls.ssl.keystore.password",
                        KeyTool.PASSWORD))) {
            broker.start();
            try (var weir = WeirProcess.launchScript(Path.of("."), "wrong-port", tls, Map.of())) {
                await().atMost(TIMEOUT).untilAsserted(() -> assertThat(readiness(weir))
                        .contains(tls + " speaks TLS; set security.protocol to SSL or SASL_SSL"));
                // Each client retries several times a second.
                await().atMost(TIMEOUT)
                        .during(Duration.ofSeconds(10))
                        .until(() -> weir.isRunning() && weir.readiness() == 503);

                assertThat(weir.isRunning()).isTrue();
                assertThat(weir.log()).doesNotContain("OutOfMemoryError");
            }
        }
    }

    private static String readiness(WeirProcess weir) {
        return weir.readiness() == 0
                ? ""
                : RestAssured.given().port(weir.port()).get("/q/health/ready").asString();
    }
}
