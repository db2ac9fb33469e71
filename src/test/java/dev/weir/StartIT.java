package dev.weir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import dev.weir.testing.Unpacked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code weir}. */
class StartIT {

    private static final Duration STOP = Deadlines.seconds(15);
    private static final Duration END = Deadlines.seconds(60);

    @Test
    void archives_its_classes_at_the_first_stop_and_loads_them_from_the_archive_afterwards(@TempDir Path home)
            throws IOException {
        var weir = Unpacked.into(home);

        try (var first = WeirProcess.startScript(home, "start-1", TestBroker.bootstrapServers(), Map.of())) {
            first.terminate();
            assertThat(first.endsWithin(STOP))
                    .as("the end within %s of SIGTERM", STOP)
                    .isTrue();
        }
        assertThat(weir.archives()).hasSize(1);

        var written = Files.getLastModifiedTime(weir.archives().get(0));
        try (var second = WeirProcess.startScript(home, "start-2", TestBroker.bootstrapServers(), Map.of())) {
            assertThat(second.maps())
                    .contains(weir.archives().get(0).getFileName().toString());
            second.terminate();
            assertThat(second.endsWithin(STOP))
                    .as("the end within %s of SIGTERM", STOP)
                    .isTrue();
            assertThat(second.log()).doesNotContain("[warning]");
        }
        assertThat(Files.getLastModifiedTime(weir.archives().get(0))).isEqualTo(written);
    }

    @Test
    void a_port_in_use_is_reported_in_one_line_with_a_remedy() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var weir = WeirProcess.launchScript(
                        Path.of("."),
                        "start-taken",
                        TestBroker.bootstrapServers(),
                        Map.of("quarkus.http.port", Integer.toString(taken.getLocalPort())))) {
            assertThat(weir.endsWithin(END))
                    .as("the end of a Weir whose port is in use")
                    .isTrue();

            assertThat(weir.log().lines().filter(line -> line.contains("ERROR")))
                    .singleElement(STRING)
                    .contains("127.0.0.1:" + taken.getLocalPort(), "-Dquarkus.http.port")
                    .doesNotContain("stackTrace");
        }
    }

    @Test
    void a_normal_start_logs_no_warnings() {
        TestTopic.shared("web_log");

        try (var weir = WeirProcess.startScript(Path.of("."), "start-quiet", TestBroker.bootstrapServers(), Map.of())) {
            // Vert.x warns where a busy machine holds up its threads.
            assertThat(weir.log().lines().filter(line -> !line.contains("BlockedThreadChecker")))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        }
    }

    @Test
    void names_the_build_command_when_nothing_is_built(@TempDir Path empty) throws Exception {
        Files.copy(Path.of("weir"), empty.resolve("weir"));

        var process = new ProcessBuilder("sh", empty.resolve("weir").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(process.waitFor(Deadlines.inSeconds(10), TimeUnit.SECONDS))
                .as("the end of the script")
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(process.getInputStream()).asString(UTF_8).contains("./mvnw package");
    }
}
