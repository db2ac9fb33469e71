package dev.weir.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One operation of the description.
 *
 * @param method in upper case
 * @param path with parameters in braces
 * @param node its object, whose references are resolved in the parts that this class returns
 */
record Described(String method, String path, JsonNode node, Description description) {

    /** The operation's unique name. */
    String id() {
        return node.path("operationId").asText();
    }

    /** Parameters of the operation and of its path. */
    List<JsonNode> parameters() {
        List<JsonNode> all = new ArrayList<>();
        description.path(path).path("parameters").forEach(each -> all.add(description.resolve(each)));
        node.path("parameters").forEach(each -> all.add(description.resolve(each)));
        return all;
    }

    /** Names of the query parameters, in alphabetical order. */
    Set<String> query() {
        Set<String> names = new TreeSet<>();
        for (var parameter : parameters()) {
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    /** The response of a status, or the default response of an error; null where the description has none. */
    JsonNode response(int status) {
        var responses = node.path("responses");
        var response = responses.get(Integer.toString(status));
        if (response == null && status >= 400) {
            response = responses.get("default");
        }
        return response == null ? null : description.resolve(response);
    }

    /** Media types of the request body, in alphabetical order; none without a body. */
    Set<String> requestTypes() {
        return types(description.resolve(node.path("requestBody")));
    }

    /** Media types of the response with a status, in alphabetical order. */
    Set<String> responseTypes(int status) {
        return types(response(status));
    }

    private static Set<String> types(JsonNode body) {
        Set<String> types = new TreeSet<>();
        body.path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    /** Media types with their schemas and examples, of the request and of every response, by a name for messages. */
    Map<String, JsonNode> contents() {
        Map<String, JsonNode> all = new TreeMap<>();
        collect(all, id() + " request", description.resolve(node.path("requestBody")));
        node.path("responses")
                .properties()
                .forEach(response ->
                        collect(all, id() + " " + response.getKey(), description.resolve(response.getValue())));
        return all;
    }

    private static void collect(Map<String, JsonNode> all, String name, JsonNode body) {
        body.path("content").properties().forEach(type -> all.put(name + " " + type.getKey(), type.getValue()));
    }

    /** The path with the examples of its parameters. */
    String examplePath() {
        var filled = path;
        for (var parameter : parameters()) {
            if (parameter.path("in").asText().equals("path")) {
                filled = filled.replace(
                        "{" + parameter.path("name").asText() + "}",
                        parameter.path("example").asText());
            }
        }
        return filled;
    }

    boolean matches(String realMethod, String realPath) {
        var pattern = Pattern.compile("\\{[^}]+}|[^{]+")
                .matcher(path)
                .replaceAll(part -> part.group().startsWith("{") ? "[^/]+" : "\\\\Q" + part.group() + "\\\\E");
        return method.equals(realMethod) && realPath.matches(pattern + (path.equals("/") ? "" : "/?"));
    }

    /** The number of path parameters; of two matching operations, the one with fewer is that of a request. */
    long variables() {
        return path.chars().filter(each -> each == '{').count();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
