package dev.weir.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.CliRun;
import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.text.FileArgument;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionOptionsTest {

    private static final String SERVERS = "bootstrap.servers";

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Command
    private static final class Anything {

        @Mixin
        private final ConnectionOptions connection;

        Anything(CliConsole console) {
            connection = new ConnectionOptions(console);
        }
    }

    @Test
    void connection_defaults_to_localhost() {
        assertThat(found()).containsEntry(SERVERS, "localhost:9092");
    }

    @Test
    void most_specific_source_of_settings_wins() throws IOException {
        var file = Files.writeString(
                home.resolve("client.properties"), "bootstrap.servers=file:1\nsecurity.protocol=SSL\n");
        context("standing", "bootstrap.servers=standing:1\nclient.rack=here\n");
        context("named", "bootstrap.servers=named:1\n");

        environment.put("WEIR_CONTEXT", "standing");
        assertThat(found()).containsEntry(SERVERS, "standing:1").containsEntry("client.rack", "here");
        environment.put("KAFKA_BROKERS", "variable:1");
        assertThat(found()).containsEntry(SERVERS, "variable:1").doesNotContainKey("client.rack");
        assertThat(found("--context", "named"))
                .containsEntry(SERVERS, "named:1")
                .doesNotContainKey("client.rack");
        assertThat(found("--context", "named", "--config", file.toString()))
                .containsEntry(SERVERS, "file:1")
                .containsEntry("security.protocol", "SSL");
        assertThat(found("--config", file.toString(), "--brokers", "option:1")).containsEntry(SERVERS, "option:1");
    }

    /** Credentials are only sent to the address of the same source. */
    @ParameterizedTest
    @ValueSource(strings = {"variable", "option", "file"})
    void default_context_applies_as_a_whole_or_not_at_all(String other) throws IOException {
        context("standing", "bootstrap.servers=standing:1\nsasl.jaas.config=secret\n");
        environment.put("WEIR_CONTEXT", "standing");
        var file = Files.writeString(home.resolve("client.properties"), "bootstrap.servers=other:1\n");
        var tuning = Files.writeString(home.resolve("tuning.properties"), "client.rack=here\n");

        assertThat(found("--config", tuning.toString()))
                .containsEntry(SERVERS, "standing:1")
                .containsEntry("client.rack", "here")
                .containsKey("sasl.jaas.config");
        var found =
                switch (other) {
                    case "variable" -> {
                        environment.put("KAFKA_BROKERS", "other:1");
                        yield found();
                    }
                    case "option" -> found("--brokers", "other:1");
                    default -> found("--config", file.toString());
                };

        assertThat(found).containsEntry(SERVERS, "other:1").doesNotContainKey("sasl.jaas.config");
        assertThat(said.toString(UTF_8)).contains("--context standing").hasLineCount(1);
        assertThat(found("--context", "standing", "--brokers", "third:1"))
                .containsEntry(SERVERS, "third:1")
                .containsKey("sasl.jaas.config");
    }

    @Test
    void unknown_setting_names_are_reported_with_a_hint() throws IOException {
        var file = Files.writeString(home.resolve("client.properties"), """
                security.protcol=PLAINTEXT
                bootstrap.server=other:1
                ssl.ca.location=/ca.pem
                sasl.username=me
                Client-ID=mine
                what.is.this=1
                linger.ms=1
                group.id=g
                """);

        found("--config", file.toString());

        assertThat(said.toString(UTF_8).lines())
                .hasSize(6)
                .allMatch(line -> line.startsWith("kafka-cli: " + file))
                .anyMatch(line -> line.contains("'security.protcol'; did you mean 'security.protocol'?"))
                .anyMatch(line -> line.contains("'bootstrap.server'; did you mean 'bootstrap.servers'?"))
                .anyMatch(line -> line.contains("'Client-ID'; did you mean 'client.id'?"))
                .anyMatch(line -> line.contains("'ssl.ca.location' is a setting of librdkafka")
                        && line.contains("ssl.truststore"))
                .anyMatch(line -> line.contains("'sasl.username' is a setting of librdkafka")
                        && line.contains("sasl.jaas.config"))
                .anyMatch(line -> line.contains("'what.is.this'; it is ignored"));
    }

    @Test
    void unknown_context_is_reported_with_the_existing_ones() throws IOException {
        context("production", "");

        var run = topics("--context", "prod");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("no context 'prod'", "production");
    }

    @Test
    void path_is_not_a_context_name() {
        assertThat(topics("--context", "../../secrets").exit()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void invalid_addresses_are_rejected() {
        assertThat(topics("--brokers", "localhost").err())
                .contains("localhost:9092")
                .hasLineCount(1);
        assertThat(topics("--brokers", "a:99999").exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(topics("--brokers", ",").exit()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void bootstrap_server_is_accepted_with_a_hint_and_zookeeper_is_rejected() {
        var servers = TestBroker.bootstrapServers();

        assertThat(new CliRunner().with("KAFKA_BROKERS", null).run("topics", "--bootstrap-server", servers))
                .satisfies(run -> assertThat(run.exit()).isZero())
                .satisfies(run -> assertThat(run.err()).contains("--brokers " + servers));
        assertThat(topics("--zookeeper", "localhost:2181"))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code()))
                .satisfies(run ->
                        assertThat(run.err()).contains("--brokers HOST:9092").hasLineCount(1));
    }

    @Test
    void port_without_a_broker_is_rejected() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var run = topics("--brokers", "127.0.0.1:" + silent.getLocalPort());

            assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE.code());
            assertThat(run.err()).contains("127.0.0.1:" + silent.getLocalPort()).hasLineCount(1);
        }
    }

    @Test
    void secrets_are_never_printed() throws IOException {
        var jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"hunter2\"";
        var file = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=" + jaas + "\n");

        // Kafka's client rejects the settings for a missing semicolon.
        var run = topics("--config", file.toString(), "--verbose");

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).doesNotContain("hunter2").doesNotContain("\tat ");
        assertThat(SecretRedactor.hide(Map.of("sasl.jaas.config", jaas), "bad: hunter2 in " + jaas))
                .doesNotContain("hunter2");
        assertThat(SecretRedactor.hide(Map.of("ssl.key.password", "hunter2", "client.id", "bad"), "bad: hunter2"))
                .isEqualTo("bad: (hidden)");
    }

    /** Kafka's own message would quote what follows the quote. */
    @Test
    void a_quote_within_a_password_is_reported_without_the_password() throws IOException {
        var file = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                        + "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"x\"hunter2\";\n");

        var run = topics("--config", file.toString(), "--verbose");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("sasl.jaas.config is not valid").doesNotContain("hunter2");
    }

    @Test
    void a_forbidden_login_module_is_reported_with_the_reason() throws IOException {
        var file = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                        + "com.sun.security.auth.module.JndiLoginModule required password=\"hunter2\";\n");

        var run = topics("--config", file.toString(), "--verbose");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err())
                .contains(
                        "sasl.jaas.config names com.sun.security.auth.module.JndiLoginModule, which is forbidden",
                        "org.apache.kafka.disallowed.login.modules")
                .doesNotContain("is not valid", "hunter2");
    }

    private void context(String name, String settings) throws IOException {
        var directory = Files.createDirectories(home.resolve("weir").resolve("contexts"));
        Files.writeString(directory.resolve(name + ".properties"), settings);
    }

    private Map<String, Object> found(String... arguments) {
        environment.put("XDG_CONFIG_HOME", home.toString());
        var console =
                new CliConsole(InputStream.nullInputStream(), new ByteArrayOutputStream(), said, Set.of(), environment);
        var anything = new Anything(console);
        new CommandLine(anything)
                .registerConverter(FileArgument.class, FileArgument::of)
                .parseArgs(arguments);
        return anything.connection.unprobedSettings();
    }

    private CliRun topics(String... arguments) {
        var all = new ArrayList<>(List.of("topics"));
        all.addAll(List.of(arguments));
        return new CliRunner().with("XDG_CONFIG_HOME", home.toString()).run(all.toArray(String[]::new));
    }
}
