package dev.weir.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Maps Jackson's exceptions to failures, without the names of Java classes. */
public final class JsonParseFailures {

    /** Parts of Jackson's messages that concern the configuration of the parser. */
    private static final Pattern HINTS =
            Pattern.compile(" \\(start marker .*|: enable `.*| \\(not recognized .*|, from `[^`]*`", Pattern.DOTALL);

    private JsonParseFailures() {}

    /** The failure, with the JSON path of what is invalid. */
    public static Failure of(JsonProcessingException thrown) {
        if (thrown instanceof UnrecognizedPropertyException unknown) {
            return Failure.invalidAt(
                    path(unknown),
                    "is not a field that is known here; known are "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (thrown instanceof JsonMappingException wrongKind) {
            return Failure.invalidAt(path(wrongKind), "has a value of the wrong kind");
        }
        var message = HINTS.matcher(thrown.getOriginalMessage()).replaceAll("");
        if (thrown instanceof StreamConstraintsException) {
            return Failure.invalidAt("$", "more than is read here: " + message);
        }
        var at = thrown.getLocation();
        var where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return Failure.invalidAt("$", "not JSON" + where + ": " + message);
    }

    private static String path(JsonMappingException thrown) {
        return thrown.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + Printable.of(step.getFieldName()))
                .collect(Collectors.joining("", "$", ""));
    }
}
