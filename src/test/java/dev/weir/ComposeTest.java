package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.kafka.ClientSettings;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code compose.yaml} has settings that Weir knows, and limits what its container may do. */
class ComposeTest {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private static JsonNode services;
    private static JsonNode weir;

    @BeforeAll
    static void parse() throws IOException {
        services = YAML.readTree(Path.of("compose.yaml").toFile()).path("services");
        weir = services.path("weir");
    }

    @Test
    void weir_knows_every_variable() {
        Set<String> known = new TreeSet<>(DocumentedNamesTest.settingsOfMappings());
        ClientSettings.names().forEach(name -> known.add("kafka." + name));
        var variables = known.stream().map(ComposeTest::variable).collect(Collectors.toSet());

        assertThat(weir.path("environment").fieldNames())
                .toIterable()
                .isNotEmpty()
                .isSubsetOf(variables);
        assertThat(variables).contains("WEIR_PRODUCE_TIMEOUT").doesNotContain("WEIR_PRODUCE_TIMEOUTS");
    }

    @Test
    void weir_may_write_to_a_temporary_directory_only() {
        assertThat(weir.path("read_only").asBoolean()).isTrue();
        assertThat(weir.has("volumes")).isFalse();
        // Without exec the libraries of snappy and zstd cannot be loaded from there.
        assertThat(texts(weir.path("tmpfs"))).singleElement().asString().startsWith("/tmp:exec,");
        assertThat(texts(weir.path("cap_drop"))).containsExactly("ALL");
        assertThat(texts(weir.path("security_opt"))).containsExactly("no-new-privileges:true");
    }

    @Test
    void ports_are_published_on_loopback_only() {
        assertThat(services).hasSize(2).allSatisfy(service -> assertThat(texts(service.path("ports")))
                .isNotEmpty()
                .allMatch(port -> port.startsWith("127.0.0.1:")));
    }

    @Test
    void builds_a_stage_of_the_Dockerfile() throws IOException {
        var stages = Files.readString(Path.of("Dockerfile"));

        assertThat(weir.path("build").path("target").asText()).isEqualTo("${WEIR_TARGET:-jvm}");
        assertThat(stages).containsPattern("(?m)^FROM \\S+ AS jvm$").containsPattern("(?m)^FROM \\S+ AS native$");
    }

    @Test
    void weir_waits_for_kafka_and_finds_it() {
        var kafka = services.path("kafka");
        var advertised =
                kafka.path("environment").path("KAFKA_ADVERTISED_LISTENERS").asText();

        assertThat(advertised.split(",", -1))
                .contains("INSIDE://"
                        + weir.path("environment")
                                .path("KAFKA_BOOTSTRAP_SERVERS")
                                .asText());
        assertThat(weir.path("depends_on").path("kafka").path("condition").asText())
                .isEqualTo("service_healthy");
        assertThat(kafka.has("healthcheck")).isTrue();
    }

    private static String variable(String setting) {
        return StringUtil.replaceNonAlphanumericByUnderscores(setting).toUpperCase(Locale.ROOT);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }
}
