package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weir as it is shipped, on an address that others reach. */
class OpenNetworkIT {

    private static final Path HOME = Path.of(".");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # host    | setting                                         | in the message
            0.0.0.0   | -                                               | weir.auth.trust-network=true
            ::        | -                                               | weir.auth.keys-file
            127.0.0.1 | weir.auth.keys-file=/nowhere/keys               | no key is valid
            127.0.0.1 | weir.access.orders.may=read                     | no client can authenticate
            127.0.0.1 | weir.access.forbid=deleting                     | weir.access.forbid
            """)
    void a_start_that_would_be_open_or_senseless_is_refused_in_one_sentence(
            String host, String setting, String message) {
        Map<String, String> settings = new HashMap<>(Map.of("quarkus.http.host", host));
        if (setting != null) {
            settings.put(setting.replaceFirst("=.*", ""), setting.replaceFirst(".*?=", ""));
        }

        try (var weir = WeirProcess.launch("open-network", TestBroker.bootstrapServers(), settings)) {
            assertThat(weir.endsWithin(Deadlines.seconds(60))).as("the end").isTrue();

            assertThat(weir.exitCode()).isNotZero();
            assertThat(weir.log().lines().filter(line -> line.contains("Weir cannot start: ")))
                    .hasSize(1);
            assertThat(weir.log()).contains(message).doesNotContain("\tat ", "stackTrace");
        }
    }

    @Test
    void a_network_that_is_trusted_is_listened_on() {
        try (var weir = WeirProcess.startScript(
                HOME,
                "trusted-network",
                TestBroker.bootstrapServers(),
                Map.of("quarkus.http.host", "127.0.0.1", "weir.auth.trust-network", "true"))) {
            assertThat(weir.readiness()).isEqualTo(200);
        }
    }

    @Test
    void the_script_makes_keys(@TempDir Path directory) throws Exception {
        var keys = directory.resolve("keys");

        var process = new ProcessBuilder(
                        HOME.resolve("weir").toAbsolutePath().toString(),
                        "key",
                        "new",
                        "orders-app",
                        "--file",
                        keys.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(process.waitFor(Deadlines.inSeconds(60), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(keys)).matches("orders-app:[0-9a-f]{64}:orders-app\n");
    }
}
