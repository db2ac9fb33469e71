package dev.weir.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/** Compares every response that RestAssured gets with the description: its status, media type, headers and body. */
final class DescribedResponses implements Filter {

    private final Description description;
    private final Set<String> succeeded = new TreeSet<>();

    DescribedResponses(Description description) {
        this.description = description;
    }

    /** Ids of the operations that had a 2xx. */
    Set<String> succeeded() {
        return succeeded;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        var response = context.next(request, expected);
        description
                .operation(request.getMethod(), URI.create(request.getURI()).getRawPath())
                .ifPresent(operation -> compare(operation, response));
        return response;
    }

    private void compare(Described operation, Response response) {
        int status = response.statusCode();
        var described = operation.response(status);
        assertThat(described)
                .as("%s has no response %d: %s", operation, status, response.asString())
                .isNotNull();
        described.path("headers").properties().stream()
                .filter(header -> header.getValue().path("required").asBoolean(true))
                .forEach(header -> assertThat(response.header(header.getKey()))
                        .as("%s %d: header %s", operation, status, header.getKey())
                        .isNotNull());
        if (response.asByteArray().length > 0 || !described.path("content").isEmpty()) {
            compareBody(operation, response, described.path("content"));
        }
        if (status < 300) {
            succeeded.add(operation.id());
        }
    }

    private void compareBody(Described operation, Response response, JsonNode content) {
        var name = operation + " " + response.statusCode();
        var type = response.contentType().split(";", 2)[0];
        assertThat(content.has(type))
                .as("%s has no response of %s", name, response.contentType())
                .isTrue();
        var schema = content.path(type).path("schema");
        if (schema.has("x-line")) {
            response.asString().lines().filter(line -> !line.isEmpty()).forEach(line -> assertThat(
                            description.problems(schema.path("x-line"), Description.parse(line)))
                    .as("%s: %s", name, line)
                    .isEmpty());
        } else if (type.endsWith("json")) {
            assertThat(description.problems(schema, Description.parse(response.asString())))
                    .as("%s: %s", name, response.asString())
                    .isEmpty();
        }
    }
}
