package dev.weir.http;

import dev.weir.model.NamePage;
import dev.weir.model.NameSelection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The query parameters of a list of names, and the link to its next page (RFC 8288). */
public class NameQuery {

    /** The names of the parameters. */
    public static final Set<String> PARAMETERS = Set.of("prefix", "contains", "after", "limit");

    private static final String AFTER = "after=";

    @RestQuery
    @DefaultValue("")
    String prefix;

    @RestQuery
    @DefaultValue("")
    String contains;

    @RestQuery
    String after;

    @RestQuery
    Integer limit;

    @Context
    HttpServerRequest request;

    /** Which names are wanted. */
    public NameSelection selection() {
        return new NameSelection(prefix, contains, after, limit);
    }

    /** Makes the response of a page, on any thread; to be called while the request is handled. */
    public Function<NamePage<?>, RestResponse<List<?>>> response() {
        var query = request.query();
        return page -> {
            var response = ResponseBuilder.<List<?>>ok(page.items());
            if (page.next() != null) {
                response.header("Link", link(query, page.next()));
            }
            return response.build();
        };
    }

    /** Relative to the address of the request, so that it holds behind any proxy. */
    static String link(String query, String next) {
        var others = Arrays.stream(query.split("&", -1)).filter(part -> !part.isEmpty() && !part.startsWith(AFTER));
        return Stream.concat(others, Stream.of(AFTER + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&", "<?", ">; rel=\"next\""));
    }
}
