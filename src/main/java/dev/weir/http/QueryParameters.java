package dev.weir.http;

import dev.weir.model.Failure;
import dev.weir.model.Shown;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The query parameters of a request that a route answers; a resource method has its own. */
public final class QueryParameters {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

    private final RoutingContext http;

    /**
     * Those of a request.
     *
     * @param known the names that it may have
     * @throws Failure {@link Failure.Kind#INVALID} where it has others
     */
    public QueryParameters(RoutingContext http, Set<String> known) {
        KnownQuery.check(http.queryParams().names(), known);
        this.http = http;
    }

    /**
     * The text of a parameter; empty where it is not there.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is there twice
     */
    public Optional<String> text(String name) {
        var given = http.queryParam(name);
        if (given.size() > 1) {
            throw Failure.invalid(name + " stands in the address more than once");
        }
        return given.stream().findFirst();
    }

    /**
     * The whole number of a parameter; empty where it is not there.
     *
     * @param most the largest that makes sense; the smallest is 0
     * @throws Failure {@link Failure.Kind#INVALID} where it is anything else
     */
    public Optional<Long> number(String name, long most) {
        return text(name).map(text -> {
            if (WHOLE.matcher(text).matches() && Long.parseLong(text) <= most) {
                return Long.valueOf(text);
            }
            throw Failure.invalid("%s is a whole number from 0, not '%s'".formatted(name, Shown.of(text)));
        });
    }
}
