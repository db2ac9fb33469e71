package dev.weir.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.weir.http.MediaTypes;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.testing.Requests;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.ext.web.Router;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DescriptionTest {

    private static final Pattern KNOWN = Pattern.compile("known here; (?:there are none|known are (.*))");

    @Inject
    Router router;

    @Inject
    @Any
    Instance<EndpointHandler> handlers;

    private Description description;

    @BeforeEach
    void ask() {
        description = Description.served();
    }

    @Test
    void description_is_valid_openapi() throws IOException {
        try (var schema = getClass().getResourceAsStream("/openapi-3.0.schema.json")) {
            var problems = JsonSchemaFactory.getInstance(VersionFlag.V4)
                    .getSchema(schema)
                    .validate(description.root());

            assertThat(problems).isEmpty();
        }
    }

    @Test
    void description_has_the_version_of_the_build() {
        assertThat(description.root().path("info").path("version").asText())
                .isEqualTo(Description.parse(RestAssured.get("/").asString())
                        .path("bridge_version")
                        .asText());
    }

    @Test
    void every_reference_of_the_description_resolves() {
        assertThat(references(description.root()))
                .isNotEmpty()
                .noneMatch(reference ->
                        description.root().at(reference.substring(1)).isMissingNode());
    }

    @Test
    void description_has_exactly_the_routes_and_resources() {
        var described =
                description.operations().stream().map(Described::toString).collect(Collectors.toSet());

        assertThat(new TreeSet<>(described)).isEqualTo(Registered.operations(router));
    }

    @Test
    void operation_ids_are_unique() {
        assertThat(description.operations())
                .extracting(Described::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][a-zA-Z]+"));
    }

    @Test
    void every_operation_has_summary_tag_parameters_and_responses() {
        var tags = description.root().path("tags").findValuesAsText("name");
        var soft = new SoftAssertions();
        for (var operation : description.operations()) {
            soft.assertThat(operation.node().path("summary").asText())
                    .as("%s summary", operation)
                    .isNotBlank();
            soft.assertThat(operation.node().path("tags"))
                    .as("%s tags", operation)
                    .hasSize(1);
            soft.assertThat(tags).contains(operation.node().path("tags").path(0).asText());
            soft.assertThat(operation.parameters())
                    .as("%s parameters", operation)
                    .allMatch(
                            parameter -> !parameter.path("description").asText().isBlank());
            soft.assertThat(operation.node().path("responses").properties())
                    .as("%s responses", operation)
                    .extracting(response -> response.getKey())
                    .contains("400", "default");
        }
        soft.assertAll();
    }

    @Test
    void every_body_has_an_example_that_matches_its_schema() {
        var soft = new SoftAssertions();
        for (var operation : description.operations()) {
            operation.contents().forEach((name, content) -> {
                var examples = examples(content);
                soft.assertThat(examples).as(name).isNotEmpty();
                examples.forEach(example -> soft.assertThat(problems(content.path("schema"), example))
                        .as("%s: %s", name, example)
                        .isEmpty());
            });
        }
        soft.assertAll();
    }

    @Test
    void query_parameters_of_the_description_are_those_that_weir_accepts() {
        // A missing instance is 404 before the query parameters are checked.
        var instance =
                description.operation("DELETE", "/consumers/g/instances/i").orElseThrow();
        Requests.sending(MediaTypes.CONTROL, "{\"name\":\"billing-1\"}")
                .post("/consumers/billing")
                .then()
                .statusCode(200);
        var soft = new SoftAssertions();
        for (var operation : description.operations()) {
            if (!isAnsweredByQuarkus(operation)) {
                soft.assertThat(queryKnownTo(operation))
                        .as(operation.toString())
                        .isEqualTo(operation.query());
            }
        }
        RestAssured.delete(instance.examplePath()).then().statusCode(204);
        soft.assertAll();
    }

    @Test
    void endpoint_declarations_match_the_description() {
        var soft = new SoftAssertions();
        var declared = DeclaredEndpoints.of(handlers);
        declared.forEach((name, endpoints) -> {
            var operation = description.operations().stream()
                    .filter(each -> each.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not described"));
            soft.assertThat(operation.query()).as("%s query", name).isEqualTo(endpoints.query());
            soft.assertThat(operation.requestTypes())
                    .as("%s request", name)
                    .matches(types -> endpoints.reads(Set.copyOf(types)));
            soft.assertThat(operation.responseTypes(200))
                    .as("%s response", name)
                    .isEqualTo(endpoints.responseTypes());
        });
        assertThat(declared).hasSizeGreaterThan(3);
        soft.assertAll();
    }

    /** Quarkus ignores unknown query parameters. */
    private static boolean isAnsweredByQuarkus(Described operation) {
        return operation.node().path("tags").path(0).asText().equals("operations");
    }

    /** The query parameters that Weir lists in its response to an unknown one. */
    private Set<String> queryKnownTo(Described operation) {
        var bodies = description.resolve(operation.node().path("requestBody")).path("content");
        Set<String> known = new TreeSet<>();
        if (bodies.isEmpty()) {
            known.addAll(known(RestAssured.given()
                    .queryParam("unheard_of", "1")
                    .request(operation.method(), operation.examplePath())
                    .asString()));
        }
        bodies.properties().stream()
                .filter(body -> !body.getKey().equals("*/*"))
                .forEach(body -> known.addAll(known(Requests.sending(
                                body.getKey(), text(examples(body.getValue()).get(0)))
                        .queryParam("unheard_of", "1")
                        .request(operation.method(), operation.examplePath())
                        .asString())));
        return known;
    }

    private static List<String> known(String refusal) {
        var message = KNOWN.matcher(Description.parse(refusal).path("message").asText());
        assertThat(message.find()).as(refusal).isTrue();
        return message.group(1) == null ? List.of() : List.of(message.group(1).split(", "));
    }

    private List<JsonNode> examples(JsonNode content) {
        List<JsonNode> all = new ArrayList<>();
        if (content.has("example")) {
            all.add(content.get("example"));
        }
        content.path("examples")
                .forEach(each -> all.add(description.resolve(each).path("value")));
        return all;
    }

    private List<String> problems(JsonNode schema, JsonNode example) {
        if (schema.has("x-line")) {
            return each(schema.path("x-line"), example.asText().lines());
        }
        if (schema.has("x-event")) {
            return each(
                    schema.path("x-event"),
                    example.asText()
                            .lines()
                            .filter(line -> line.startsWith("data: "))
                            .map(line -> line.substring(6)));
        }
        return description.problems(schema, example);
    }

    private List<String> each(JsonNode schema, Stream<String> values) {
        var all = values.toList();
        assertThat(all).isNotEmpty();
        return all.stream()
                .flatMap(value -> description.problems(schema, Description.parse(value)).stream())
                .toList();
    }

    private static String text(JsonNode example) {
        return example.isTextual() ? example.textValue() : example.toString();
    }

    private static List<String> references(JsonNode node) {
        return node.findValuesAsText("$ref");
    }
}
