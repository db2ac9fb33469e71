package dev.weir.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import io.restassured.RestAssured;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The OpenAPI description that a running Weir serves; validates values against its schemas. */
final class Description {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonMetaSchema OPENAPI = JsonMetaSchema.builder(OpenApi30.getInstance())
            .keyword(new NonValidationKeyword("components"))
            .build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V4, builder -> builder.metaSchema(OPENAPI).defaultMetaSchemaIri(OPENAPI.getIri()));

    private final JsonNode root;
    private final JsonNode components;

    private Description(JsonNode root) {
        this.root = root;
        components = closed(root.path("components").deepCopy());
    }

    /** Gets it from Weir. */
    static Description served() {
        return of(RestAssured.given()
                .noFilters()
                .queryParam("format", "JSON")
                .get("/q/openapi")
                .asString());
    }

    static Description of(String json) {
        return new Description(parse(json));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException("Not JSON: " + json, malformed);
        }
    }

    JsonNode root() {
        return root;
    }

    JsonNode path(String path) {
        return root.path("paths").path(path);
    }

    List<Described> operations() {
        List<Described> all = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        all.add(new Described(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue(),
                                this));
                    }
                }));
        return all;
    }

    /** The operation of a request. */
    Optional<Described> operation(String method, String path) {
        return operations().stream()
                .filter(each -> each.matches(method, path))
                .min(Comparator.comparingLong(Described::variables));
    }

    /** Follows a reference, if it is one. */
    JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
    }

    /** The differences of a value from a schema; a field that the schema does not name is one. */
    List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.setAll((ObjectNode) closed(schema.deepCopy()));
        whole.set("components", components);
        return SCHEMAS.getSchema(whole).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** Clients must ignore unknown fields of responses, but here a field that is not described is an error. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Description::closed);
        return node;
    }
}
