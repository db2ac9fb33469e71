package dev.weir.http;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The query parameters of a request, byte for byte.
 *
 * <p>Endpoints read all of theirs from here. Resource methods have JAX-RS parameters, which are text; a resource reads
 * from here only what becomes bytes of a record.
 */
public final class QueryParameters {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

    private final Map<String, List<byte[]>> values;

    /**
     * The parameters of a query, whatever their names.
     *
     * @param query percent-encoded, without the question mark; null for none
     * @throws Failure {@link Failure.Kind#INVALID} for a malformed escape, or a name that is not UTF-8
     */
    public QueryParameters(String query) {
        values = query == null || query.isEmpty() ? Map.of() : parsed(query);
    }

    private static Map<String, List<byte[]>> parsed(String query) {
        Map<String, List<byte[]>> values = new LinkedHashMap<>();
        for (var part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                var value = equals < 0 ? "" : part.substring(equals + 1);
                values.computeIfAbsent(
                                PercentEncoding.text(
                                        PercentEncoding.bytes(name, true), "The name of a query parameter"),
                                first -> new ArrayList<>(1))
                        .add(PercentEncoding.bytes(value, true));
            }
        }
        return values;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Refuses names that are not known.
     *
     * @throws Failure {@link Failure.Kind#INVALID} naming the first unknown parameter and all known ones
     */
    public void check(Set<String> known) {
        if (known.containsAll(values.keySet())) {
            return;
        }
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        throw Failure.invalid("'%s' is not a query parameter that is known here; %s"
                .formatted(
                        Printable.of(unknown.first()),
                        known.isEmpty() ? "there are none" : "known are " + String.join(", ", new TreeSet<>(known))));
    }

    /**
     * The text of a parameter; empty without the parameter.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is repeated or not UTF-8
     */
    public Optional<String> text(String name) {
        return bytes(name).map(bytes -> PercentEncoding.text(bytes, "The query parameter " + name));
    }

    /**
     * The bytes of a parameter; empty without the parameter.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is repeated
     */
    public Optional<byte[]> bytes(String name) {
        var given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw Failure.invalid(name + " stands in the address more than once");
        }
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(0));
    }

    /**
     * The whole number of a parameter; empty without the parameter.
     *
     * @param max the largest valid number; the smallest is 0
     * @throws Failure {@link Failure.Kind#INVALID} where it is anything else
     */
    public Optional<Long> number(String name, long max) {
        return text(name).map(text -> {
            if (WHOLE.matcher(text).matches() && Long.parseLong(text) <= max) {
                return Long.valueOf(text);
            }
            throw Failure.invalid("%s is a whole number from 0, not '%s'".formatted(name, Printable.of(text)));
        });
    }

    /**
     * Refuses values that are not UTF-8.
     *
     * @param bytes the names of parameters whose values may be any bytes
     */
    public void checkText(Set<String> bytes) {
        values.forEach((name, given) -> {
            if (!bytes.contains(name)) {
                given.forEach(value -> PercentEncoding.text(value, "The query parameter " + Printable.of(name)));
            }
        });
    }

    /**
     * Whether a parameter is {@code true}; false without the parameter.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is neither {@code true} nor {@code false}
     */
    public boolean flag(String name) {
        var text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Failure.invalid("%s is true or false, not '%s'".formatted(name, Printable.of(text)));
        }
        return text.equals("true");
    }
}
