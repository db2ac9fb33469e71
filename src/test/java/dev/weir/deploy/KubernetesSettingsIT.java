package dev.weir.deploy;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.access.ApiKey;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged Weir with the variables, probes and times of the manifests in deploy/kubernetes. */
class KubernetesSettingsIT {

    private static final Path BASE = Path.of("deploy", "kubernetes", "base");
    private static final Duration PROBED = Deadlines.seconds(20);

    private final ApiKey.Created key = ApiKey.create("shop", List.of("orders", "prometheus"));

    @TempDir
    Path directory;

    @Test
    void serves_its_clients_and_probes_and_ends_in_time() throws IOException {
        var topic = TestTopic.create("orders.kubernetes", 1);
        TestTopic.shared("web_log");
        var container = container();
        try (var weir = WeirProcess.start("kubernetes", TestBroker.bootstrapServers(), Map.of(), environment())) {
            for (var probe : new String[] {"startupProbe", "livenessProbe", "readinessProbe"}) {
                assertThat(probe(weir, container.path(probe))).as(probe).isEqualTo(200);
            }
            assertThat(given().port(weir.port()).get("/topics").statusCode()).isEqualTo(401);
            assertThat(send(weir, topic)).isEqualTo(200);
            assertThat(client(weir).get("/q/metrics").statusCode()).isEqualTo(200);
            assertThat(client(weir).delete("/admin/topics/" + topic).statusCode())
                    .isEqualTo(403);

            weir.terminate();
            await().atMost(PROBED)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> probe(weir, container.path("readinessProbe")) == 503);
            // Until the endpoints of the service are updated, requests get a response that says to come again.
            assertThat(send(weir, topic)).isEqualTo(503);
            assertThat(probe(weir, container.path("livenessProbe"))).isEqualTo(200);

            long grace = deployment()
                    .at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asLong();
            assertThat(weir.endsWithin(Deadlines.seconds(grace))).isTrue();
            assertThat(weir.log()).doesNotContain("weir.stop.timeout");
        }
        assertThat(topic.values()).containsExactly("hello");
    }

    /** The variables of the container, with the file of keys where this machine can have it. */
    private Map<String, String> environment() throws IOException {
        var keys = Files.writeString(directory.resolve("keys"), key.key().line() + "\n");
        Map<String, String> variables = settings()
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText(), (a, b) -> a, TreeMap::new));
        assertThat(variables.put("WEIR_AUTH_KEYS_FILE", keys.toString())).isEqualTo("/etc/weir/keys/keys");
        variables.remove("KAFKA_BOOTSTRAP_SERVERS");
        variables.put("WEIR_CLUSTER_URL", "http://10.0.0.1:8080");
        // Without a heap, so that it is that of the manifest.
        variables.put("WEIR_JVM_OPTIONS", "-XX:+UseSerialGC");
        return variables;
    }

    private static JsonNode settings() throws IOException {
        return resource("ConfigMap").path("data");
    }

    private static JsonNode deployment() throws IOException {
        return resource("Deployment");
    }

    private static JsonNode container() throws IOException {
        return deployment().at("/spec/template/spec/containers/0");
    }

    private static JsonNode resource(String kind) throws IOException {
        return Kustomization.build(BASE).stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** The status that the kubelet would see. */
    private static int probe(WeirProcess weir, JsonNode probe) {
        var http = probe.path("httpGet");
        var host = http.at("/httpHeaders/0");
        return given().port(weir.port())
                .header(host.path("name").asText(), host.path("value").asText())
                .get(http.path("path").asText())
                .statusCode();
    }

    private RequestSpecification client(WeirProcess weir) {
        return given().port(weir.port()).header("Authorization", "Bearer " + key.secret());
    }

    private int send(WeirProcess weir, TestTopic topic) {
        return client(weir)
                .contentType("text/plain")
                .body("hello")
                .post("/topics/" + topic + "/records")
                .statusCode();
    }
}
