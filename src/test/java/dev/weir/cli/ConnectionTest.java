package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionTest {

    private static final String SERVERS = "bootstrap.servers";

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @Command
    private static final class Anything {

        @Mixin
        private final Connection connection;

        Anything(Console console) {
            connection = new Connection(console);
        }
    }

    @Test
    void is_to_this_machine_where_nothing_is_said() {
        assertThat(found()).containsEntry(SERVERS, "localhost:9092");
    }

    @Test
    void is_as_the_most_particular_says() throws IOException {
        var file = Files.writeString(
                home.resolve("client.properties"), "bootstrap.servers=file:1\nsecurity.protocol=SSL\n");
        context("standing", "bootstrap.servers=standing:1\nclient.rack=here\n");
        context("named", "bootstrap.servers=named:1\n");

        environment.put("WEIR_CONTEXT", "standing");
        assertThat(found()).containsEntry(SERVERS, "standing:1").containsEntry("client.rack", "here");
        environment.put("KAFKA_BROKERS", "variable:1");
        assertThat(found()).containsEntry(SERVERS, "variable:1").containsEntry("client.rack", "here");
        assertThat(found("--context", "named"))
                .containsEntry(SERVERS, "named:1")
                .doesNotContainKey("client.rack");
        assertThat(found("--context", "named", "--config", file.toString()))
                .containsEntry(SERVERS, "file:1")
                .containsEntry("security.protocol", "SSL");
        assertThat(found("--config", file.toString(), "--brokers", "option:1")).containsEntry(SERVERS, "option:1");
    }

    @Test
    void names_the_contexts_there_are_where_one_is_not() throws IOException {
        context("production", "");

        var run = topics("--context", "prod");

        assertThat(run.exit()).isEqualTo(Exit.USAGE.code());
        assertThat(run.err()).contains("no context 'prod'", "production");
    }

    @Test
    void takes_no_path_for_the_name_of_a_context() {
        assertThat(topics("--context", "../../secrets").exit()).isEqualTo(Exit.USAGE.code());
    }

    @Test
    void refuses_addresses_that_are_none() {
        assertThat(topics("--brokers", "localhost").err())
                .contains("localhost:9092")
                .hasLineCount(1);
        assertThat(topics("--brokers", "a:99999").exit()).isEqualTo(Exit.USAGE.code());
        assertThat(topics("--brokers", ",").exit()).isEqualTo(Exit.USAGE.code());
    }

    @Test
    void understands_the_option_of_kafkas_tools_with_a_hint_and_has_no_zookeeper() {
        var servers = TestBroker.bootstrapServers();

        assertThat(new Cli().with("KAFKA_BROKERS", null).run("topics", "--bootstrap-server", servers))
                .satisfies(run -> assertThat(run.exit()).isZero())
                .satisfies(run -> assertThat(run.err()).contains("--brokers " + servers));
        assertThat(topics("--zookeeper", "localhost:2181"))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(Exit.USAGE.code()))
                .satisfies(run ->
                        assertThat(run.err()).contains("--brokers HOST:9092").hasLineCount(1));
    }

    @Test
    void ends_where_somebody_listens_who_is_no_broker() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var run = topics("--brokers", "127.0.0.1:" + silent.getLocalPort());

            assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE.code());
            assertThat(run.err()).contains("127.0.0.1:" + silent.getLocalPort()).hasLineCount(1);
        }
    }

    @Test
    void never_shows_a_secret() throws IOException {
        var jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"hunter2\"";
        var file = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=" + jaas + "\n");

        // The settings lack a semicolon, which Kafka's client complains about.
        var run = topics("--config", file.toString(), "--verbose");

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).doesNotContain("hunter2").doesNotContain("\tat ");
        assertThat(Secrets.hide(Map.of("sasl.jaas.config", jaas), "bad: hunter2 in " + jaas))
                .doesNotContain("hunter2");
        assertThat(Secrets.hide(Map.of("ssl.key.password", "hunter2", "client.id", "bad"), "bad: hunter2"))
                .isEqualTo("bad: (hidden)");
    }

    private void context(String name, String settings) throws IOException {
        var directory = Files.createDirectories(home.resolve("weir").resolve("contexts"));
        Files.writeString(directory.resolve(name + ".properties"), settings);
    }

    private Map<String, Object> found(String... arguments) {
        environment.put("XDG_CONFIG_HOME", home.toString());
        var console = new Console(
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream(),
                Set.of(),
                environment);
        var anything = new Anything(console);
        new CommandLine(anything).parseArgs(arguments);
        return anything.connection.found();
    }

    private CliRun topics(String... arguments) {
        var all = new ArrayList<>(List.of("topics"));
        all.addAll(List.of(arguments));
        return new Cli().with("XDG_CONFIG_HOME", home.toString()).run(all.toArray(String[]::new));
    }
}
