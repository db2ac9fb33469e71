package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command of the packaged {@code kafka-cli} loads no class of the service's framework and none of JMX. */
@ExtendWith(OwnTopic.class)
class CommandClassesIT {

    private static final Pattern LOADED = Pattern.compile("(?m)^(?:\\[[^]]*])*\\s*(\\S+) source: ");
    private static final List<String> OF_THE_SERVICE = List.of(
            "io.micrometer.",
            "io.netty.",
            "io.quarkus.",
            "io.smallrye.",
            "io.vertx.",
            "jakarta.",
            "java.lang.management.",
            "javax.management.",
            "org.eclipse.microprofile.",
            "org.jboss.logmanager.",
            "org.jboss.resteasy.",
            "org.jboss.threads.");

    @TempDir
    private Path directory;

    /** The first command after a build writes the archive of classes, and the JVM then loads what it verifies. */
    @BeforeAll
    static void archiveClasses() {
        CliProcess.run("--version").ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-list -brokers BROKERS",
                "topics --details --brokers BROKERS",
                "groups --brokers BROKERS",
                "brokers --brokers BROKERS",
                "topic describe TOPIC --brokers BROKERS",
                "produce TOPIC --value v --brokers BROKERS",
                "consume TOPIC --from beginning --exit --brokers BROKERS"
            })
    void a_command_loads_nothing_that_only_the_service_needs(String line, TestTopic topic) throws IOException {
        var log = directory.resolve("classes.log");
        var arguments = line.replace("TOPIC", topic.name())
                .replace("BROKERS", TestBroker.bootstrapServers())
                .split(" ", -1);
        var options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:class+load:file=" + log;

        try (var command = CliProcess.start(
                Path.of("kafka-cli").toAbsolutePath(), Map.of("KAFKA_CLI_JVM_OPTIONS", options), arguments)) {
            command.end().ok();
        }

        var loaded = LOADED.matcher(Files.readString(log))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(loaded).contains("dev.weir.cli.KafkaCli", "org.apache.kafka.clients.NetworkClient");
        assertThat(loaded)
                .filteredOn(name -> OF_THE_SERVICE.stream().anyMatch(name::startsWith))
                .isEmpty();
    }
}
