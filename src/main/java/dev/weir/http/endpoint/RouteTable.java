package dev.weir.http.endpoint;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * All paths of Weir with their methods, collected from the router and the REST layer.
 *
 * <p>Each of the two knows only its own paths, so neither can list the methods of a path.
 */
@Singleton
public class RouteTable {

    private static final String PARAMETER = "{";

    /**
     * One method of one path.
     *
     * @param template the path with parameters in braces, such as {@code /topics/{topic}}
     * @param segments the segments of the template
     * @param resource the resource method; null for a route, which checks media types itself
     */
    public record Entry(String template, List<String> segments, String method, RuntimeResource resource) {

        Entry(String template, String method, RuntimeResource resource) {
            this(template, segmentsOf(template), method, resource);
        }

        private long parameters() {
            return segments.stream()
                    .filter(segment -> segment.startsWith(PARAMETER))
                    .count();
        }

        private boolean covers(List<String> path) {
            if (segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                var segment = segments.get(i);
                if (segment.startsWith(PARAMETER) ? path.get(i).isEmpty() : !segment.equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private Router router;
    private volatile List<Entry> entries;

    void register(@Observes Router router) {
        this.router = router;
    }

    /** The entries that match a path, those with the fewest parameters first; none for an unknown path. */
    public List<Entry> at(String path) {
        var segments = segmentsOf(withoutSlash(path));
        // No stream, because it runs for every request.
        List<Entry> found = new ArrayList<>(2);
        for (var entry : entries()) {
            if (entry.covers(segments)) {
                found.add(entry);
            }
        }
        return found;
    }

    /** The entry for a method; that of GET for HEAD. */
    public static Optional<Entry> of(List<Entry> entries, String method) {
        return entries.stream()
                .filter(entry -> entry.method().equals(method))
                .findFirst()
                .or(() -> method.equals("HEAD") ? of(entries, "GET") : Optional.empty());
    }

    /** The media types that a resource method reads; none where it declares none. */
    public static List<String> consumed(RuntimeResource resource) {
        return names(resource.getConsumes());
    }

    /** The media types of the response of a resource method; none where it declares none. */
    public static List<String> produced(RuntimeResource resource) {
        var types = resource.getProduces();
        return types == null ? List.of() : names(List.of(types.getSortedOriginalMediaTypes()));
    }

    private static List<String> names(Collection<MediaType> types) {
        return types.stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .toList();
    }

    /** The {@code Allow} header for these entries. */
    public static String allowed(List<Entry> entries) {
        return allowedMethods(entries.stream().map(Entry::method).toList());
    }

    /** The {@code Allow} header for declared methods: each path also has OPTIONS, and HEAD where it has GET. */
    public static String allowedMethods(Collection<String> declared) {
        Set<String> methods = new TreeSet<>(declared);
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /** Collected by the first request, when all routes are registered. */
    private List<Entry> entries() {
        if (entries == null) {
            entries = Stream.concat(
                            ofRoutes(router.getRoutes()), ofResources(ResteasyReactiveRecorder.getCurrentDeployment()))
                    .sorted(Comparator.comparingLong(Entry::parameters))
                    .toList();
        }
        return entries;
    }

    private static Stream<Entry> ofRoutes(List<Route> routes) {
        return routes.stream()
                .filter(route -> route.getPath() != null && route.methods() != null && route.isExactPath())
                .flatMap(route -> route.methods().stream()
                        .map(HttpMethod::name)
                        .map(method ->
                                new Entry(withoutSlash(route.getPath().replaceAll(":([^/]+)", "{$1}")), method, null)));
    }

    private static Stream<Entry> ofResources(Deployment deployment) {
        List<Entry> all = new ArrayList<>();
        for (var address : deployment.getClassMappers()) {
            if (address.value.handlers.length > 0 && address.value.handlers[0] instanceof ClassRoutingHandler routing) {
                routing.getMappers().forEach((method, mapper) -> mapper.getTemplates()
                        .forEach(path -> all.add(new Entry(
                                withoutSlash(address.template.template + path.template.template),
                                method,
                                path.value))));
            }
        }
        return all.stream();
    }

    private static List<String> segmentsOf(String path) {
        return List.of(path.split("/", -1));
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
