package dev.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.json.Json;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of Kustomize that {@code deploy/kubernetes} uses: resources, JSON patches, and tags of images. */
final class Kustomization {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "kustomization.yaml";
    private static final Set<String> FIELDS = Set.of("apiVersion", "kind", "resources", "patches", "images");

    private Kustomization() {}

    /** The resources that {@code kubectl apply -k} would apply. */
    static List<JsonNode> build(Path directory) throws IOException {
        var kustomization = YAML.readTree(directory.resolve(FILE).toFile());
        assertThat(FIELDS).as("what this test understands").containsAll(names(kustomization));
        assertThat(resources(kustomization)).as("files of " + directory).containsAll(files(directory));

        List<JsonNode> built = new ArrayList<>();
        for (var resource : resources(kustomization)) {
            var path = directory.resolve(resource).normalize();
            built.addAll(Files.isDirectory(path) ? build(path) : List.of(YAML.readTree(path.toFile())));
        }
        for (var patch : kustomization.path("patches")) {
            apply(patch, built);
        }
        kustomization.path("images").forEach(image -> tag(image, built));
        return built;
    }

    private static void apply(JsonNode patch, List<JsonNode> resources) throws IOException {
        var matching = resources.stream()
                .filter(resource -> matches(patch.path("target"), resource))
                .toList();
        assertThat(matching).as("targets of " + patch).hasSize(1);
        var index = resources.indexOf(matching.get(0));
        var operations = read(YAML.readTree(patch.path("patch").asText())).asJsonArray();
        var patched = Json.createPatch(operations).apply(read(matching.get(0)));
        resources.set(index, JSON.readTree(patched.toString()));
    }

    private static boolean matches(JsonNode target, JsonNode resource) {
        return target.path("kind").equals(resource.path("kind"))
                && target.path("name").equals(resource.path("metadata").path("name"));
    }

    private static void tag(JsonNode image, List<JsonNode> resources) {
        var containers = resources.stream()
                .flatMap(resource -> resource.findValues("containers").stream())
                .flatMap(list -> list.valueStream())
                .filter(container -> container.path("image").equals(image.path("name")))
                .toList();
        assertThat(containers).as("containers of " + image).isNotEmpty();
        containers.forEach(container -> ((com.fasterxml.jackson.databind.node.ObjectNode) container)
                .put(
                        "image",
                        image.path("newName").asText() + ":"
                                + image.path("newTag").asText()));
    }

    private static JsonStructure read(JsonNode node) {
        try (var reader = Json.createReader(new StringReader(node.toString()))) {
            return reader.read();
        }
    }

    private static List<String> resources(JsonNode kustomization) {
        return kustomization
                .path("resources")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static Set<String> names(JsonNode node) {
        return node.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals(FILE))
                    .toList();
        }
    }
}
