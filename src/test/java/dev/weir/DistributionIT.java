package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.CliProcess;
import dev.weir.cli.CliRun;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of {@code ./mvnw package}, unpacked where nobody may write, in a directory whose name has a space, and
 * used from another directory.
 */
@ExtendWith(OwnTopic.class)
class DistributionIT {

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final String BROKERS = TestBroker.bootstrapServers();

    /** Everything may be read here, and nothing may be written, by root neither: another user runs the scripts. */
    private static final String WITHOUT_WRITING = """
            #!/bin/sh
            cd /
            [ "$(id -u)" != 0 ] || set -- setpriv --reuid 65534 --regid 65534 --clear-groups %1$s "$@"
            [ "$(id -u)" = 0 ] || set -- %1$s "$@"
            exec "$@"
            """;

    private Path scripts;
    private Path home;

    @BeforeEach
    void unpack(@TempDir Path directory) throws Exception {
        var place = Files.createDirectory(directory.resolve("opt of all"));
        run("tar", "xzf", archive().toString(), "-C", place.toString());
        try (var unpacked = Files.list(place)) {
            home = unpacked.findFirst().orElseThrow();
        }
        scripts = Files.createDirectory(directory.resolve("scripts"));
        for (var name : List.of("weir", "kafka-cli")) {
            var script =
                    Files.writeString(scripts.resolve(name), WITHOUT_WRITING.formatted("'" + home.resolve(name) + "'"));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void has_all_that_a_user_needs() {
        assertThat(home).hasFileName("weir-" + version());
        for (var file : List.of(
                "README.md",
                "LICENSE",
                "THIRD-PARTY.txt",
                "sbom.cdx.json",
                "docs/cli.md",
                "config/application.properties",
                "completions/kafka-cli.bash",
                "completions/kafka-cli.fish",
                "completions/kafka-cli.zsh",
                "lib/quarkus-run.jar")) {
            assertThat(home.resolve(file)).isNotEmptyFile();
        }
        assertThat(home.resolve("THIRD-PARTY.txt")).content().contains("org.apache.kafka:kafka-clients:");
        assertThat(home.resolve("sbom.cdx.json"))
                .content()
                .contains("\"timestamp\" : \"2026-11-27T00:00:00Z\"", "pkg:maven/org.apache.kafka/kafka-clients@");
        assertThat(home.resolve("completions/kafka-cli.bash")).content().contains("partition-of");
    }

    @Test
    void runs_the_service_with_the_settings_beside_it() throws Exception {
        TestTopic.shared("web_log");
        var settings = home.resolve("config/application.properties");
        Files.writeString(settings, Files.readString(settings) + "quarkus.log.console.json.enabled=false\n");
        withoutWriting();

        try (var weir = WeirProcess.startScript(scripts, "distribution", BROKERS, Map.of())) {
            assertThat(weir.readiness()).isEqualTo(200);
            weir.terminate();
            assertThat(weir.endsWithin(Deadlines.seconds(15))).as("the end").isTrue();
            assertThat(weir.log())
                    .contains("Listening on:")
                    .doesNotContain("\"level\"", "WARN", "[warning]", "Permission denied");
        }
    }

    @Test
    void runs_commands(TestTopic topic) throws Exception {
        withoutWriting();

        var listed = kafkaCli("topics", "--brokers", BROKERS);

        assertThat(listed.err()).isEmpty();
        assertThat(listed.lines()).contains(topic.name());
        assertThat(kafkaCli("--version").ok().strip()).isEqualTo("kafka-cli " + version());
    }

    /** A script in the place of the executable prints what it is given. */
    @Test
    void both_scripts_prefer_the_native_executable() throws Exception {
        var executable = Files.writeString(home.resolve("lib/weir"), "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n");
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
        withoutWriting();

        assertThat(kafkaCli("produce", "t", "-D", ": ").lines())
                .contains("<-Dweir.cli.program=kafka-cli>", "<-Dweir.cli.terminals=>")
                .endsWith("<produce>", "<t>", "<-D>", "<: >");
        try (var weir = CliProcess.start(scripts.resolve("weir"), Map.of("WEIR_NATIVE_OPTIONS", "-Xmx64m"), "-Da=b")) {
            assertThat(weir.end().lines()).startsWith("<-Xmx64m>").endsWith("<-Da=b>");
        }
    }

    private CliRun kafkaCli(String... arguments) {
        try (var command = CliProcess.start(scripts.resolve("kafka-cli"), Map.of(), arguments)) {
            return command.end();
        }
    }

    private void withoutWriting() throws Exception {
        run("chmod", "-R", "a-w,a+rX", home.toString());
    }

    private static String version() {
        return archive().getFileName().toString().replaceAll("weir-(.*)\\.tar\\.gz", "$1");
    }

    private static Path archive() {
        try (var files = Files.list(BUILT)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(Deadlines.inSeconds(60), TimeUnit.SECONDS))
                .as("the end of %s", command[0])
                .isTrue();
        assertThat(process.exitValue()).as("the exit code of %s", command[0]).isZero();
    }
}
