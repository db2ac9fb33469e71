package dev.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.kubernetes.client.custom.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in deploy/kubernetes are ones that Kubernetes accepts, and fit each other. */
class KubernetesManifestsTest {

    private static final Path ROOT = Path.of("deploy", "kubernetes");

    /** Steps of a shutdown after the delay: the drain of sends, the last responses, and members that leave. */
    private static final Duration STOP_STEPS = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(strings = {"base", "cluster", "ingress"})
    void kubernetes_knows_every_field(String overlay) throws IOException {
        assertThat(Kustomization.build(ROOT.resolve(overlay))).isNotEmpty().allSatisfy(resource -> assertThat(
                        KubernetesSchema.problem(resource))
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/template/spec/containers/0, livenesProbe, {}",
        "/spec, replicas, '\"three\"'",
        "/spec/template/spec/containers/0, name, null",
        "/spec/template/spec/containers/0/resources/limits, memory, '\"1Gx\"'",
        "/spec/template/spec/containers/0/livenessProbe/httpGet, port, null",
        "'', kind, '\"Deploiment\"'",
        "'', apiVersion, '\"extensions/v1beta1\"'"
    })
    void a_mistake_is_found(String at, String field, String value) throws IOException {
        var deployment = (ObjectNode) resource("base", "Deployment");
        var changed = new ObjectMapper().readTree(value);
        if (changed.isNull()) {
            ((ObjectNode) deployment.at(at)).remove(field);
        } else {
            ((ObjectNode) deployment.at(at)).set(field, changed);
        }

        assertThat(KubernetesSchema.problem(deployment)).isPresent();
    }

    @Test
    void pods_run_without_privileges() throws IOException {
        var pod = pod();
        var container = container();

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop").toString())
                .isEqualTo("[\"ALL\"]");
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("USER " + pod.at("/securityContext/runAsUser").asText() + "\n");
    }

    @Test
    void selectors_select_the_pods_and_ports_are_open() throws IOException {
        var labels = resource("base", "Deployment").at("/spec/template/metadata/labels");
        assertThat(resource("base", "Deployment").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(resource("base", "Service").at("/spec/selector")).isEqualTo(labels);
        assertThat(resource("base", "PodDisruptionBudget").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(resource("base", "NetworkPolicy").at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels);

        var ports = container()
                .path("ports")
                .valueStream()
                .map(port -> port.path("name").asText())
                .toList();
        assertThat(ports)
                .contains(
                        resource("base", "Service")
                                .at("/spec/ports/0/targetPort")
                                .asText(),
                        resource("base", "NetworkPolicy")
                                .at("/spec/ingress/0/ports/0/port")
                                .asText());
        for (var probe : Set.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(ports)
                    .as(probe)
                    .contains(container().path(probe).at("/httpGet/port").asText());
        }
    }

    @Test
    void references_are_to_resources_that_exist() throws IOException {
        var names = Kustomization.build(ROOT.resolve("cluster")).stream()
                .map(resource -> resource.path("kind").asText() + " "
                        + resource.at("/metadata/name").asText())
                .collect(Collectors.toSet());
        var target = resource("cluster", "HorizontalPodAutoscaler").at("/spec/scaleTargetRef");

        assertThat(names)
                .contains(
                        target.path("kind").asText() + " " + target.path("name").asText(),
                        "ConfigMap "
                                + container().at("/envFrom/0/configMapRef/name").asText(),
                        "ServiceAccount " + pod().path("serviceAccountName").asText());
        var volumes = pod().path("volumes")
                .valueStream()
                .map(volume -> volume.path("name").asText())
                .toList();
        assertThat(container()
                        .path("volumeMounts")
                        .valueStream()
                        .map(mount -> mount.path("name").asText())
                        .toList())
                .isEqualTo(volumes);
    }

    @Test
    void weir_ends_before_kubernetes_kills_it() throws IOException {
        var settings = resource("base", "ConfigMap").path("data");
        var delay = seconds(settings.path("QUARKUS_SHUTDOWN_DELAY"));
        var stop = seconds(settings.path("WEIR_STOP_TIMEOUT"));

        assertThat(stop).isGreaterThan(delay.plus(STOP_STEPS));
        assertThat(Duration.ofSeconds(
                        pod().path("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(stop);
    }

    @Test
    void the_heap_leaves_half_of_the_memory_to_the_jvm() throws IOException {
        var heap = Pattern.compile("-Xmx(\\d+)m")
                .matcher(resource("base", "ConfigMap")
                        .at("/data/JDK_JAVA_OPTIONS")
                        .asText());
        var resources = container().path("resources");

        assertThat(heap.find()).isTrue();
        assertThat(bytes(resources.at("/limits/memory"))).isEqualTo((2 * Long.parseLong(heap.group(1))) << 20);
        assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
    }

    @Test
    void the_image_has_the_version_of_this_build() throws IOException {
        var version = Pattern.compile("<artifactId>weir</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(container().path("image").asText()).isEqualTo("weir:" + version.group(1));
    }

    @Test
    void several_weirs_have_a_name_in_common_and_an_address_each() throws IOException {
        assertThat(resource("base", "ConfigMap").path("data").has("WEIR_CLUSTER_NAME"))
                .isFalse();
        assertThat(resource("cluster", "ConfigMap")
                        .at("/data/WEIR_CLUSTER_NAME")
                        .asText())
                .isNotBlank();
        assertThat(resource("cluster", "Deployment").path("spec").has("replicas"))
                .isFalse();
        assertThat(container().at("/env/0/valueFrom/fieldRef/fieldPath").asText())
                .isEqualTo("status.podIP");
        assertThat(container().at("/env/1").toString())
                .isEqualTo("{\"name\":\"WEIR_CLUSTER_URL\",\"value\":\"http://$(POD_IP):8080\"}");
    }

    @Test
    void the_ingress_leads_to_the_service_and_hashes_by_what_the_document_defines() throws IOException {
        var ingress = resource("ingress", "Ingress");
        var backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
        var service = resource("ingress", "Service");
        var snippet = new YAMLMapper()
                .readTree(CodeBlock.of(Files.readString(Path.of("docs", "cluster.md")), "yaml"))
                .at("/data/http-snippet")
                .asText();

        assertThat(backend.path("name")).isEqualTo(service.at("/metadata/name"));
        assertThat(backend.at("/port/name")).isEqualTo(service.at("/spec/ports/0/name"));
        assertThat(snippet)
                .contains(" "
                        + ingress.at("/metadata/annotations")
                                .path("nginx.ingress.kubernetes.io/upstream-hash-by")
                                .asText()
                        + " {\n");
        assertThat(resource("ingress", "Deployment").at("/spec/replicas").asInt())
                .isGreaterThan(1);
        assertThat(KubernetesSchema.problem(new YAMLMapper()
                        .readTree(CodeBlock.of(Files.readString(Path.of("docs", "cluster.md")), "yaml"))))
                .isEmpty();
    }

    private static JsonNode resource(String overlay, String kind) throws IOException {
        return Kustomization.build(ROOT.resolve(overlay)).stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode pod() throws IOException {
        return resource("base", "Deployment").at("/spec/template/spec");
    }

    private static JsonNode container() throws IOException {
        return pod().at("/containers/0");
    }

    private static Duration seconds(JsonNode value) {
        return Duration.parse("PT" + value.asText());
    }

    private static long bytes(JsonNode quantity) {
        return Quantity.fromString(quantity.asText()).getNumber().longValueExact();
    }
}
