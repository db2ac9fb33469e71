package dev.weir.consumers.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.http.JsonParseFailures;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An object of a request, read strictly: what is missing is told from what is wrong, with the place of it.
 *
 * <p>A field that is {@code null} counts as missing.
 */
final class JsonBody {

    private final JsonNode node;
    private final String path;

    private JsonBody(JsonNode node, String path, Set<String> fields) {
        if (!node.isObject()) {
            throw Failure.invalidAt(path, "must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw Failure.invalidAt(
                        path + "." + Printable.of(name),
                        "is not a field that is known here; known are " + String.join(", ", new TreeSet<>(fields)));
            }
        });
        this.node = node;
        this.path = path;
    }

    /**
     * Reads a body.
     *
     * @param json the application's, which is strict
     * @param bytes empty, or {@code null} as generated clients send it, stands for an object without fields
     * @param fields the names that it may have
     */
    static JsonBody of(ObjectMapper json, byte[] bytes, Set<String> fields) {
        if (bytes.length == 0) {
            return new JsonBody(json.createObjectNode(), "$", fields);
        }
        try {
            var node = json.readTree(bytes);
            return new JsonBody(node.isNull() ? json.createObjectNode() : node, "$", fields);
        } catch (JsonProcessingException malformed) {
            throw JsonParseFailures.of(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The object as JSON, with a field set. */
    String with(String name, String value) {
        return ((ObjectNode) node).deepCopy().put(name, value).toString();
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The path of a field, for messages. */
    String at(String name) {
        return path + "." + name;
    }

    /** A string. */
    Optional<String> text(String name) {
        return field(name).map(value -> {
            if (!value.isTextual()) {
                throw Failure.invalidAt(at(name), "must be a string");
            }
            return value.textValue();
        });
    }

    /** A string that has to be there. */
    String needed(String name) {
        return text(name).orElseThrow(() -> Failure.unprocessableAt(at(name), "is missing"));
    }

    /** A whole number that has to be there, from 0. */
    long number(String name, long most) {
        var value = field(name).orElseThrow(() -> Failure.unprocessableAt(at(name), "is missing"));
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > most) {
            throw Failure.invalidAt(at(name), "must be a whole number from 0 to " + most);
        }
        return value.longValue();
    }

    /** A string, a number or a boolean, as text: clients of this API send settings in all three ways. */
    Optional<String> setting(String name) {
        return field(name).map(value -> {
            if (value.isContainerNode()) {
                throw Failure.invalidAt(at(name), "must be a string, a number or a boolean");
            }
            return value.asText();
        });
    }

    /** The objects of an array; empty when there is none. */
    <T> List<T> objects(String name, Set<String> fields, Function<JsonBody, T> reading) {
        List<T> all = new ArrayList<>();
        for (var element : array(name)) {
            all.add(reading.apply(new JsonBody(element, at(name) + "[" + all.size() + "]", fields)));
        }
        return all;
    }

    /** The strings of an array; empty when there is none. */
    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        for (var element : array(name)) {
            if (!element.isTextual()) {
                throw Failure.invalidAt(at(name) + "[" + all.size() + "]", "must be a string");
            }
            all.add(element.textValue());
        }
        return all;
    }

    private Iterable<JsonNode> array(String name) {
        return field(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw Failure.invalidAt(at(name), "must be an array");
                    }
                    return (Iterable<JsonNode>) value;
                })
                .orElse(List.of());
    }

    private Optional<JsonNode> field(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }
}
