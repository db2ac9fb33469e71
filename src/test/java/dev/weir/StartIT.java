package dev.weir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code weir}. */
class StartIT {

    private static final Duration STOP = Duration.ofSeconds(15);

    @Test
    void archives_its_classes_when_it_first_ends_and_takes_them_from_there_afterwards(@TempDir Path home)
            throws IOException {
        var weir = Unpacked.into(home);

        try (var first = WeirProcess.startScript(home, "start-1", TestBroker.bootstrapServers(), Map.of())) {
            first.terminate();
            assertThat(first.endsWithin(STOP)).isTrue();
        }
        assertThat(weir.archives()).hasSize(1);

        var written = Files.getLastModifiedTime(weir.archives().get(0));
        try (var second = WeirProcess.startScript(home, "start-2", TestBroker.bootstrapServers(), Map.of())) {
            assertThat(second.maps())
                    .contains(weir.archives().get(0).getFileName().toString());
            second.terminate();
            assertThat(second.endsWithin(STOP)).isTrue();
            assertThat(second.log()).doesNotContain("[warning]");
        }
        assertThat(Files.getLastModifiedTime(weir.archives().get(0))).isEqualTo(written);
    }

    @Test
    void says_what_to_do_where_nothing_is_built(@TempDir Path empty) throws Exception {
        Files.copy(Path.of("weir"), empty.resolve("weir"));

        var process = new ProcessBuilder("sh", empty.resolve("weir").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(process.getInputStream()).asString(UTF_8).contains("./mvnw package");
    }
}
