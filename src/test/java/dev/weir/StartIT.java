package dev.weir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code weir}. */
class StartIT {

    private static final Path BUILT = Path.of("target", "quarkus-app");
    private static final Duration STOP = Duration.ofSeconds(15);

    @Test
    void archives_its_classes_when_it_first_ends_and_takes_them_from_there_afterwards(@TempDir Path home)
            throws IOException {
        copyWithoutArchives(home);

        try (var first = WeirProcess.startScript(home, "start-1", TestBroker.bootstrapServers(), Map.of())) {
            first.terminate();
            assertThat(first.endsWithin(STOP)).isTrue();
        }
        assertThat(archives(home)).hasSize(1);

        var written = Files.getLastModifiedTime(archives(home).get(0));
        try (var second = WeirProcess.startScript(home, "start-2", TestBroker.bootstrapServers(), Map.of())) {
            assertThat(second.maps())
                    .contains(archives(home).get(0).getFileName().toString());
            second.terminate();
            assertThat(second.endsWithin(STOP)).isTrue();
            assertThat(second.log()).doesNotContain("[warning]");
        }
        assertThat(Files.getLastModifiedTime(archives(home).get(0))).isEqualTo(written);
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

    private static List<Path> archives(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** Weir as it could be unpacked anywhere: the script beside the jar. */
    private static void copyWithoutArchives(Path home) throws IOException {
        Files.copy(Path.of("weir"), home.resolve("weir"), StandardCopyOption.COPY_ATTRIBUTES);
        try (var built = Files.walk(BUILT)) {
            for (var file : built.filter(each -> !each.equals(BUILT)).toList()) {
                if (!file.toString().endsWith(".jsa")) {
                    Files.copy(file, home.resolve(BUILT.relativize(file).toString()));
                }
            }
        }
    }
}
