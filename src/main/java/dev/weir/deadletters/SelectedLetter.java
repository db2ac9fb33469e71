package dev.weir.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.deadletters.redrive.LetterEdit;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One dead letter in the body of a redrive, and what is sent in place of its parts.
 *
 * @param path of it in the body
 */
record SelectedLetter(String path, JsonNode json) {

    private static final Set<String> FIELDS =
            Set.of("partition", "offset", "key", "key_format", "value", "value_format", "headers");

    SelectedLetter {
        if (!json.isObject()) {
            throw Failure.invalidAt(path, "it is an object with partition and offset");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw Failure.invalidAt(path, "it has no field '%s'".formatted(Printable.of(name)));
            }
        });
    }

    int partition() {
        var node = json.path("partition");
        if (!node.isInt() || node.intValue() < 0) {
            throw Failure.invalidAt(path + ".partition", "it is a whole number from 0");
        }
        return node.intValue();
    }

    long offset() {
        var node = json.path("offset");
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw Failure.invalidAt(path + ".offset", "it is a whole number from 0");
        }
        return node.longValue();
    }

    LetterEdit edit() {
        return new LetterEdit(content("key"), content("value"), headers());
    }

    /** Empty for a part that is absent; JSON's null stands for none. */
    private Optional<LetterEdit.Content> content(String name) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        var node = json.get(name);
        if (node.isNull()) {
            return Optional.of(new LetterEdit.Content(null));
        }
        if (!node.isTextual()) {
            throw Failure.invalidAt(path + "." + name, "it is a string or null; JSON is written as a string, too");
        }
        return Optional.of(new LetterEdit.Content(
                switch (json.path(name + "_format").asText("text")) {
                    case "text" -> node.textValue().getBytes(StandardCharsets.UTF_8);
                    case "binary" -> bytes(path + "." + name, node);
                    default -> throw Failure.invalidAt(path + "." + name + "_format", "it is text or binary");
                }));
    }

    private Optional<List<Header>> headers() {
        if (!json.hasNonNull("headers")) {
            return Optional.empty();
        }
        List<Header> headers = new ArrayList<>();
        for (var header : json.get("headers")) {
            var at = "%s.headers[%d]".formatted(path, headers.size());
            if (!header.path("key").isTextual()) {
                throw Failure.invalidAt(at, "a header has a key");
            }
            headers.add(new RecordHeader(
                    header.get("key").textValue(),
                    header.hasNonNull("value") ? bytes(at + ".value", header.get("value")) : null));
        }
        return Optional.of(headers);
    }

    private static byte[] bytes(String path, JsonNode base64) {
        try {
            return Base64.getDecoder().decode(base64.asText());
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalidAt(path, "it is not base64");
        }
    }
}
