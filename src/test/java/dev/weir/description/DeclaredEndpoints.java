package dev.weir.description;

import static java.util.stream.Collectors.groupingBy;

import dev.weir.http.MediaTypes;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.Endpoint.Body;
import dev.weir.http.endpoint.EndpointHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The endpoints that share one method and path, of which the description makes one operation. */
record DeclaredEndpoints(List<Endpoint> endpoints) {

    /** By {@code METHOD /path/{parameter}}. */
    static Map<String, DeclaredEndpoints> of(Iterable<EndpointHandler> handlers) {
        return StreamSupport.stream(handlers.spliterator(), false)
                .map(EndpointHandler::endpoint)
                .collect(groupingBy(
                        endpoint -> endpoint.method() + " " + endpoint.path(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), DeclaredEndpoints::new)));
    }

    Set<String> query() {
        Set<String> names = new TreeSet<>();
        endpoints.forEach(endpoint -> names.addAll(endpoint.query()));
        return names;
    }

    /** Without the control type where it is only another name of plain JSON. */
    Set<String> responseTypes() {
        Set<String> types = new TreeSet<>();
        for (var endpoint : endpoints) {
            types.addAll(endpoint.responses().names());
        }
        if (types.size() > 1) {
            types.remove(MediaTypes.CONTROL);
        }
        return types;
    }

    /** Whether the request media types of the description are those that the endpoints read. */
    boolean reads(Set<String> types) {
        return types.contains("*/*") == has(Body.WHOLE)
                && types.contains(MediaTypes.NDJSON) == has(Body.LINES)
                && (has(Body.WHOLE) || has(Body.LINES) || types.isEmpty());
    }

    private boolean has(Body body) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.body() == body);
    }
}
