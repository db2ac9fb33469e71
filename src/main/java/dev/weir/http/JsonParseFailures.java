package dev.weir.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Jackson's refusals mean to the sender of a body, without the names of our classes. */
public final class JsonParseFailures {

    /** What the parser tells programmers who would set it up otherwise. */
    private static final Pattern HINTS =
            Pattern.compile(" \\(start marker .*|: enable `.*| \\(not recognized .*|, from `[^`]*`", Pattern.DOTALL);

    private JsonParseFailures() {}

    /** The refusal with the place of what is wrong. */
    public static Failure of(JsonProcessingException refusal) {
        if (refusal instanceof UnrecognizedPropertyException unknown) {
            return Failure.invalidAt(
                    path(unknown),
                    "is not a field that is known here; known are "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (refusal instanceof JsonMappingException wrongKind) {
            return Failure.invalidAt(path(wrongKind), "has a value of the wrong kind");
        }
        var words = HINTS.matcher(refusal.getOriginalMessage()).replaceAll("");
        if (refusal instanceof StreamConstraintsException) {
            return Failure.invalidAt("$", "more than is read here: " + words);
        }
        var at = refusal.getLocation();
        var where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return Failure.invalidAt("$", "not JSON" + where + ": " + words);
    }

    private static String path(JsonMappingException refusal) {
        return refusal.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + Printable.of(step.getFieldName()))
                .collect(Collectors.joining("", "$", ""));
    }
}
