package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged application contains Weir and Kafka's clients, and nothing of a broker. */
class ArtifactIT {

    private static final Path SHIPPED = Path.of("target", "quarkus-app");

    private static List<String> entries;

    @BeforeAll
    static void read() throws IOException {
        try (var files = Files.walk(SHIPPED)) {
            entries = files.filter(file -> file.toString().endsWith(".jar"))
                    .flatMap(ArtifactIT::entriesOf)
                    .toList();
        }
    }

    @Test
    void weir_and_kafkas_clients_are_packaged() {
        assertThat(entries)
                .contains(
                        "dev/weir/produce/RecordRoute.class",
                        "org/apache/kafka/clients/producer/KafkaProducer.class",
                        "application.properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka/",
                "org/apache/kafka/controller/",
                "org/apache/kafka/coordinator/",
                "org/apache/kafka/image/",
                "org/apache/kafka/metadata/",
                "org/apache/kafka/network/",
                "org/apache/kafka/queue/",
                "org/apache/kafka/raft/",
                "org/apache/kafka/storage/",
                "org/apache/kafka/tools/",
                "scala/",
                "dev/weir/broker/"
            })
    void no_class_of_a_broker_is_packaged(String packageName) {
        assertThat(entries)
                .filteredOn(entry -> entry.startsWith(packageName) && entry.endsWith(".class"))
                .isEmpty();
    }

    /** Kafka's clients contain the interfaces of broker plugins. */
    @Test
    void only_the_shared_classes_of_kafkas_server_are_packaged() {
        assertThat(entries)
                .filteredOn(entry -> entry.startsWith("org/apache/kafka/server/") && entry.endsWith(".class"))
                .allMatch(entry -> entry.matches("org/apache/kafka/server/(authorizer|policy|quota|telemetry)/.*"));
    }

    @Test
    void no_test_tool_is_packaged() {
        assertThat(entries)
                .noneMatch(entry -> entry.startsWith("org/junit/")
                        || entry.startsWith("net/jqwik/")
                        || entry.startsWith("io/restassured/")
                        || entry.startsWith("com/tngtech/"));
    }

    @Test
    void the_sbom_lists_the_packaged_libraries() throws IOException {
        assertThat(Path.of("target", "quarkus-run-cyclonedx.json"))
                .content()
                .contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.apache.kafka/kafka-clients@")
                .doesNotContain("pkg:maven/org.apache.kafka/kafka_2.13@");
    }

    private static Stream<String> entriesOf(Path jar) {
        try (var zip = new JarFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
