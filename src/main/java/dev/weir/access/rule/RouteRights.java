package dev.weir.access.rule;

import dev.weir.access.rule.Requirement.Scope;
import dev.weir.http.access.Action;
import dev.weir.http.endpoint.RouteTable;
import io.vertx.core.net.impl.URIDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The right that each route requires; a route without an entry rejects every client once Weir authenticates.
 *
 * <p>One table for routes of Vert.x and resources alike, because neither the router nor the REST layer knows the other
 * half. {@code docs/security.md} has it too, and a test compares both.
 */
public final class RouteRights {

    /**
     * A route.
     *
     * @param template with names in braces; a last {@code *} stands for any number of segments
     */
    public record Entry(String method, String template, Requirement requirement) {}

    /**
     * A request that is for one of the routes.
     *
     * @param parameters from the path, decoded
     */
    public record Match(Entry entry, Map<String, String> parameters) {}

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String DELETE = "DELETE";
    private static final String REST = "*";

    private static final List<Entry> ALL = List.of(
            open(GET, "/q/health/*"),
            open(GET, "/q/health"),
            open(GET, "/healthy"),
            open(GET, "/ready"),
            // The page holds no data; it sends a key with each of its requests.
            open(GET, "/console"),
            open(GET, "/console/*"),
            route(GET, "/", Scope.AUTHENTICATED, null),
            route(GET, "/openapi", Scope.AUTHENTICATED, null),
            route(GET, "/q/openapi", Scope.AUTHENTICATED, null),
            route(GET, "/metrics", Scope.ANYWHERE, Action.METRICS),
            route(GET, "/q/metrics", Scope.ANYWHERE, Action.METRICS),
            route(GET, "/q/info", Scope.ANYWHERE, Action.METRICS),
            route(POST, "/topics/{topic}", Scope.TOPIC, Action.PRODUCE),
            route(POST, "/topics/{topic}/partitions/{partition}", Scope.TOPIC, Action.PRODUCE),
            route(POST, "/topics/{topic}/records", Scope.TOPIC, Action.PRODUCE),
            route(GET, "/topics/{topic}/records", Scope.TOPIC, Action.READ),
            route(GET, "/topics", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/topics/{topic}", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/topics/{topic}/partitions", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/topics/{topic}/partitions/{partition}", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/topics/{topic}/partitions/{partition}/offsets", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/topics/{topic}/size", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/topics/{topic}/groups", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/topics/{topic}/history", Scope.TOPIC, Action.DESCRIBE),
            route(GET, "/console/feed", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/partitioners", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/cluster", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/cluster/nodes", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/cluster/brokers/{broker}/configs", Scope.ANYWHERE, Action.METRICS),
            route(GET, "/cluster/features", Scope.ANYWHERE, Action.METRICS),
            route(GET, "/cluster/quotas", Scope.ANYWHERE, Action.METRICS),
            route(GET, "/brokers", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/receipts", Scope.ANYWHERE, Action.PRODUCE),
            route(GET, "/receipts/summary", Scope.ANYWHERE, Action.PRODUCE),
            route(GET, "/receipts/{id}", Scope.ANYWHERE, Action.PRODUCE),
            route(GET, "/deliveries", Scope.ANYWHERE, Action.METRICS),
            route(POST, "/generators", Scope.ANYWHERE, Action.GENERATE),
            route(GET, "/generators", Scope.ANYWHERE, Action.GENERATE),
            route(GET, "/generators/{id}", Scope.ANYWHERE, Action.GENERATE),
            route(DELETE, "/generators/{id}", Scope.ANYWHERE, Action.GENERATE),
            route(GET, "/dead-letters", Scope.ANYWHERE, Action.READ),
            route(GET, "/dead-letters/records", Scope.ANYWHERE, Action.READ),
            route(GET, "/dead-letters/{topic}/{partition}/{offset}", Scope.TOPIC, Action.READ),
            route(POST, "/dead-letters/{topic}/redrive", Scope.TOPIC, Action.DEAD_LETTERS),
            route(GET, "/dead-letters/redrives/{id}", Scope.ANYWHERE, Action.READ),
            route(DELETE, "/dead-letters/redrives/{id}", Scope.ANYWHERE, Action.DEAD_LETTERS),
            route(GET, "/pushes", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/pushes/{name}", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/pushes/{name}/attempts", Scope.ANYWHERE, Action.READ),
            route(POST, "/pushes/{name}/pause", Scope.ANYWHERE, Action.PUSHES),
            route(POST, "/pushes/{name}/resume", Scope.ANYWHERE, Action.PUSHES),
            route(POST, "/pushes/{name}/replay", Scope.ANYWHERE, Action.PUSHES),
            route(DELETE, "/pushes/{name}/replay", Scope.ANYWHERE, Action.PUSHES),
            route(POST, "/admin/topics", Scope.ANYWHERE, Action.CREATE),
            route("PATCH", "/admin/topics/{topic}", Scope.TOPIC, Action.ALTER),
            route(DELETE, "/admin/topics/{topic}", Scope.TOPIC, Action.DELETE),
            route(POST, "/admin/topics/{topic}/truncate", Scope.TOPIC, Action.TRUNCATE),
            route(GET, "/groups", Scope.ANYWHERE, Action.DESCRIBE),
            route(GET, "/groups/{group}", Scope.GROUP, Action.DESCRIBE),
            route(GET, "/groups/{group}/offsets", Scope.GROUP, Action.DESCRIBE),
            route(GET, "/groups/{group}/history", Scope.GROUP, Action.DESCRIBE),
            route(POST, "/groups/{group}/offsets", Scope.GROUP, Action.OFFSETS),
            route(DELETE, "/groups/{group}", Scope.GROUP, Action.DELETE),
            route(DELETE, "/groups/{group}/offsets/{topic}", Scope.GROUP_AND_TOPIC, Action.OFFSETS),
            route(POST, "/consumers/{group}", Scope.GROUP, Action.READ),
            ofInstance(DELETE, ""),
            ofInstance(POST, "/subscription"),
            ofInstance(GET, "/subscription"),
            ofInstance(DELETE, "/subscription"),
            ofInstance(POST, "/assignments"),
            ofInstance(GET, "/assignments"),
            ofInstance(GET, "/records"),
            ofInstance(POST, "/positions"),
            ofInstance(POST, "/positions/beginning"),
            ofInstance(POST, "/positions/end"),
            ofInstance(POST, "/offsets"),
            ofInstance(GET, "/offsets"));

    /** A tree of segments, because a scan of all templates would take longer than the request's own routing. */
    private static final Node ROOT = tree();

    private RouteRights() {}

    private static Entry open(String method, String template) {
        return route(method, template, Scope.OPEN, null);
    }

    private static Entry route(String method, String template, Scope scope, Action action) {
        return new Entry(method, template, new Requirement(scope, action));
    }

    private static Entry ofInstance(String method, String what) {
        return route(method, "/consumers/{group}/instances/{instance}" + what, Scope.GROUP, Action.READ);
    }

    /** In the order of the documentation. */
    public static List<Entry> all() {
        return ALL;
    }

    /**
     * The route of a request; what answers to GET answers to HEAD.
     *
     * @param path normalized, and not decoded
     */
    public static Optional<Match> find(String method, String path) {
        Map<String, String> parameters = new HashMap<>();
        var node = ROOT.at(segments(path), 0, parameters);
        if (node == null) {
            return Optional.empty();
        }
        var entry = node.entries.get(method.equals("HEAD") ? GET : method);
        return Optional.ofNullable(entry).map(found -> new Match(found, parameters));
    }

    /** The methods of an address as an {@code Allow} header has them; empty where there is nothing at it. */
    public static Optional<String> methods(String path) {
        return Optional.ofNullable(ROOT.at(segments(path), 0, new HashMap<>()))
                .map(node -> RouteTable.allowedMethods(node.entries.keySet()));
    }

    private static String[] segments(String path) {
        int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(1, end).split("/", -1);
    }

    private static Node tree() {
        var root = new Node();
        for (var entry : ALL) {
            var node = root;
            for (var segment : segments(entry.template())) {
                node = node.child(segment);
            }
            node.entries.put(entry.method(), entry);
        }
        return root;
    }

    private static final class Node {

        private final Map<String, Node> literal = new HashMap<>();
        private final Map<String, Entry> entries = new HashMap<>();
        private Node parameter;
        private final List<String> names = new ArrayList<>();

        private Node child(String segment) {
            if (!segment.startsWith("{")) {
                return literal.computeIfAbsent(segment, first -> new Node());
            }
            if (parameter == null) {
                parameter = new Node();
            }
            var name = segment.substring(1, segment.length() - 1);
            if (!names.contains(name)) {
                names.add(name);
            }
            return parameter;
        }

        /** The node of a path, literal segments first; null where there is none. */
        private Node at(String[] segments, int index, Map<String, String> found) {
            if (index == segments.length) {
                return entries.isEmpty() ? null : this;
            }
            var next = literal.get(segments[index]);
            var node = next == null ? null : next.at(segments, index + 1, found);
            if (node == null && parameter != null && !segments[index].isEmpty()) {
                node = parameter.at(segments, index + 1, found);
                if (node != null) {
                    var value = URIDecoder.decodeURIComponent(segments[index], false);
                    names.forEach(name -> found.put(name, value));
                }
            }
            return node == null ? literal.get(REST) : node;
        }
    }
}
