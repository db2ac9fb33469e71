package dev.weir.cluster.forward;

import dev.weir.cluster.ClusterNode;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The streams of server-sent events of all other nodes, for one client, as nodes come and go. Used on the event loop of
 * the client's request.
 */
public final class NodeStreams {

    private static final long LOOK_AFTER_MILLIS = 2_000;

    /** Gets the events of all nodes. */
    public interface Listener {

        /**
         * Where a stream has to begin.
         *
         * @param tag of the node
         * @param isNew whether the node came after the others
         */
        Start start(String tag, boolean isNew);

        /** An event of a node, without its id; the id stands alone where there is no event. */
        void event(String tag, String id, String event);

        /** The node does not answer, or not any more; it is asked again until it does. */
        void unanswered(String tag);
    }

    /**
     * Where a stream has to begin.
     *
     * @param uri path and query
     * @param lastEventId null without one
     */
    public record Start(String uri, String lastEventId) {}

    private final HttpServerRequest request;
    private final Supplier<CompletionStage<Map<String, List<ClusterNode>>>> others;
    private final NodeClient client;
    private final Runnable renew;
    private final Listener listener;
    private final Context context;
    private final Map<String, NodeStream> open = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private Set<String> first;
    private long timer = -1;
    private int attempts;
    private boolean paused;
    private boolean stopped;

    NodeStreams(
            HttpServerRequest request,
            Supplier<CompletionStage<Map<String, List<ClusterNode>>>> others,
            NodeClient client,
            Runnable renew,
            Listener listener) {
        this.request = request;
        this.others = others;
        this.client = client;
        this.renew = renew;
        this.listener = listener;
        context = ((HttpServerRequestInternal) request).context();
    }

    /** Opens the streams, and keeps doing so for nodes that come. */
    public void start() {
        look();
        timer = context.owner().setPeriodic(LOOK_AFTER_MILLIS, tick -> look());
    }

    /** Ends all streams. */
    public void stop() {
        stopped = true;
        context.owner().cancelTimer(timer);
        List.copyOf(open.values()).forEach(NodeStream::close);
        open.clear();
    }

    /** Reads nothing more until {@link #resume}. */
    public void pause() {
        paused = true;
        open.values().forEach(NodeStream::pause);
    }

    /** Reads again. */
    public void resume() {
        paused = false;
        open.values().forEach(NodeStream::resume);
    }

    private void look() {
        others.get()
                .whenComplete((nodes, thrown) -> context.runOnContext(now -> {
                    // While Kafka does not answer, the nodes that are known are followed.
                    if (!stopped && thrown == null) {
                        follow(nodes);
                    }
                }));
    }

    private void follow(Map<String, List<ClusterNode>> nodes) {
        if (first == null) {
            first = Set.copyOf(nodes.keySet());
        }
        for (var stream : List.copyOf(open.values())) {
            var memberId = stream.node().memberId();
            if (nodes.getOrDefault(stream.node().url(), List.of()).stream()
                    .noneMatch(node -> node.memberId().equals(memberId))) {
                // A node that is stopped does not close its connections.
                ended(stream);
                stream.close();
            }
        }
        attempts++;
        nodes.forEach((url, same) -> {
            if (!open.containsKey(url)) {
                open(same.get(attempts % same.size()));
            }
        });
    }

    private void open(ClusterNode node) {
        var stream = new NodeStream(request, node, this);
        open.put(node.url(), stream);
        stream.open(client, listener.start(node.tag(), !first.contains(node.url())));
        if (paused) {
            stream.pause();
        }
    }

    void answered(NodeStream stream) {
        silent.remove(stream.node().tag());
    }

    void event(NodeStream stream, String id, String event) {
        if (open.get(stream.node().url()) == stream) {
            listener.event(stream.node().tag(), id, event);
        }
    }

    /** A stream has ended, or never begun. */
    void ended(NodeStream stream) {
        var tag = stream.node().tag();
        if (!stopped && open.remove(stream.node().url(), stream)) {
            renew.run();
            if (silent.add(tag)) {
                listener.unanswered(tag);
            }
        }
    }
}
