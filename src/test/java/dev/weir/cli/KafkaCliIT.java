package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import dev.weir.testing.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packaged {@code kafka-cli} as a user does, with the syntax of older tools. */
@ExtendWith(OwnTopic.class)
class KafkaCliIT {

    private static final String BROKERS = TestBroker.bootstrapServers();
    private static final Path HOME = Path.of("target", "quarkus-app");

    @Test
    void help_lists_the_legacy_commands(TestTopic topic) {
        assertThat(CliProcess.run("-h").ok()).contains("Usage: kafka-cli", "consume", "doctor");
        assertThat(CliProcess.run("-help").ok())
                .isEqualTo(CliProcess.run("--help").ok());
        assertThat(CliProcess.run("-version").ok())
                .isEqualTo(CliProcess.run("--version").ok());
        assertThat(CliProcess.run("-list", "-brokers", BROKERS).lines()).contains(topic.name());
        assertThat(CliProcess.run("-query", "-brokers", BROKERS, "-topic", topic.name())
                        .ok())
                .contains("Topic        " + topic);
        assertThat(CliProcess.run("-lsit").exit()).isEqualTo(64);
    }

    @Test
    void every_legacy_option_is_accepted(TestTopic topic) {
        var made = topic + ".made";
        CliProcess.run("-create", "-brokers", BROKERS, "-topic", made, "-partition", "3", "-replica", "1")
                .ok();
        CliProcess.run("-produce", "-brokers", BROKERS, "-topics", made, "-partition", "2", "-key", "k", "-valu3", "v")
                .ok();

        try (var consume = CliProcess.start(
                "-consume", "-brokers", BROKERS, "-topics", made, "-group", made, "-partition", "2", "-offset", "1")) {
            consume.awaitOutput("v\n");
            consume.interrupt();
            assertThat(consume.end().exit()).isZero();
        }
        assertThat(new TestTopic(made, 3).record().partition()).isEqualTo(2);
        assertThat(new CliRunner().run("group", "describe", made, "-o", "csv").ok())
                .contains(made + "," + made + ",2,1,1,0,");
    }

    /** Uses the address of the test broker, and a topic with the records that the third example expects. */
    @Test
    void legacy_examples_run_as_written() {
        var topic = TestTopic.shared("k8s-log-test-output-stdout");
        long missing = 2310 - topic.end();
        new CliRunner()
                .run("generate", topic.name(), "-n", Long.toString(missing), "--mode", "async")
                .ok();

        assertThat(example("-list -brokers %s").lines()).contains(topic.name());
        assertThat(example("-query -brokers %s -topic k8s-log-test-output-stdout")
                        .ok())
                .contains("k8s-log-test-output-stdout", "2310");
        CliProcess.run("-produce", "-brokers", BROKERS, "-topic", topic.name(), "-value", "test kafka_cli by cgl")
                .ok();
        try (var consume = CliProcess.start(("-consume -brokers " + BROKERS
                        + " -topic k8s-log-test-output-stdout -group console_consumer -partition 0 -offset 2310")
                .split(" "))) {
            consume.awaitOutput("test kafka_cli by cgl\n");
            consume.interrupt();
            var end = consume.end();
            assertThat(end.exit()).isZero();
            assertThat(end.out()).isEqualTo("test kafka_cli by cgl\n");
            assertThat(end.err()).startsWith("1 record").endsWith(" of k8s-log-test-output-stdout\n");
        }
        assertThat(topic.committed("console_consumer")).isEqualTo(2311);
    }

    @Test
    void options_of_the_sarama_console_tools_are_accepted(TestTopic topic) {
        assertThat(CliProcess.run("-brokers=" + BROKERS, "-topic=" + topic, "-value=hello world")
                        .exit())
                .isZero();

        assertThat(topic.values()).containsExactly("hello world");
        try (var consume = CliProcess.start("-brokers=" + BROKERS, "-topic=" + topic, "-offset=oldest")) {
            consume.awaitOutput("hello world\n");
            consume.terminate();
            assertThat(consume.end().exit()).isZero();
        }
    }

    @Test
    void legacy_kafka_scripts_options_are_accepted_with_a_hint(TestTopic topic) {
        var made = topic + ".made";
        var created = CliProcess.run(
                "--create",
                "--bootstrap-server",
                BROKERS,
                "--replication-factor",
                "1",
                "--partitions",
                "1",
                "--topic",
                made);
        assertThat(created.exit()).isZero();
        assertThat(created.err()).contains("kafka-cli topic create " + made + " --brokers " + BROKERS);

        var listed = CliProcess.run("--list", "--broker-list", BROKERS);
        assertThat(listed.lines()).contains(made).noneMatch(name -> name.startsWith("__"));
        assertThat(listed.err()).contains("--broker-list is accepted", "--brokers " + BROKERS);
        new CliRunner()
                .run("group", "reset", made, "--to", "end", "-t", made, "--execute")
                .ok();
        assertThat(CliProcess.run("topics", "--internal", "-b", BROKERS).lines())
                .contains("__consumer_offsets");

        var old = CliProcess.run("--list", "--zookeeper", "localhost:2181");
        assertThat(old.exit()).isEqualTo(64);
        assertThat(old.err()).contains("--brokers HOST:9092").doesNotContain("\tat ");
    }

    @Test
    void unreachable_broker_is_reported_within_seconds() {
        var run = CliProcess.run("topics", "--brokers", "127.0.0.1:1");

        assertThat(run)
                .isEqualTo(new CliRun(
                        2,
                        "",
                        "kafka-cli: No broker can be reached: 127.0.0.1:1 says Connection refused. Is Kafka up, and is --brokers its"
                                + " address?\n"));
    }

    @Test
    void script_runs_by_a_link_with_the_class_archive_of_the_first_run(@TempDir Path home, @TempDir Path elsewhere)
            throws IOException {
        var unpacked = Unpacked.into(home);
        var link = Files.createSymbolicLink(elsewhere.resolve("kc"), home.resolve("kafka-cli"));

        assertThat(listByLink(link).err()).isEmpty();
        assertThat(unpacked.archives()).hasSize(1);

        var written = Files.getLastModifiedTime(unpacked.archives().get(0));
        assertThat(listByLink(link).err()).isEmpty();
        assertThat(Files.getLastModifiedTime(unpacked.archives().get(0))).isEqualTo(written);
    }

    private static CliRun listByLink(Path link) {
        try (var run = CliProcess.start(link, Map.of("KAFKA_BROKERS", BROKERS), "topics")) {
            return run.end();
        }
    }

    @Test
    void script_without_a_build_reports_what_to_do(@TempDir Path empty) throws IOException {
        var copy = Files.copy(Path.of("kafka-cli"), empty.resolve("kafka-cli"));

        try (var run = CliProcess.start(copy, Map.of(), "topics")) {
            assertThat(run.end()).satisfies(end -> assertThat(end.exit()).isEqualTo(1));
            assertThat(run.end().err()).contains("./mvnw package");
        }
    }

    /** The jar of the service runs a command if it has arguments. */
    @Test
    void jar_of_the_service_runs_commands(TestTopic topic) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java, "-jar", HOME.resolve("quarkus-run.jar").toString(), "topics", "-b", BROKERS)
                .redirectErrorStream(true)
                .start();

        var lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(Deadlines.inSeconds(30), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(lines).contains(topic.name()).isSorted();
    }

    private static CliRun example(String arguments) {
        return CliProcess.run(arguments.formatted(BROKERS).split(" "));
    }
}
