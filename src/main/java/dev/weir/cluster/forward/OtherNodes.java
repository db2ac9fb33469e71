package dev.weir.cluster.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.ClusterNode;
import dev.weir.http.body.BodyBudget;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Asks all other nodes what a client has asked this one, for lists of what each node keeps in its own memory. From any
 * thread.
 *
 * <p>The other nodes get the credentials of the client, and answer for themselves only.
 */
@Singleton
public class OtherNodes {

    /** Header of a list: the tags of the nodes whose part of it is missing, separated by commas. */
    static final String UNANSWERED = "Weir-Unanswered";

    private final ClusterMembership membership;
    private final ForwardedRequests forwarded;
    private final NodeClient client;
    private final BodyBudget budget;
    private final ObjectMapper json;

    OtherNodes(
            ClusterMembership membership,
            ForwardedRequests forwarded,
            NodeClient client,
            BodyBudget budget,
            ObjectMapper json) {
        this.membership = membership;
        this.forwarded = forwarded;
        this.client = client;
        this.budget = budget;
        this.json = json;
    }

    /**
     * The bodies of the other nodes' responses to a GET, in no order; none for a Weir alone, and for a request that a
     * node has sent to this one. Sets a header of the response where a node has not answered in time.
     *
     * @return fails with {@link Failure.Kind#UNAVAILABLE} where Kafka does not say which nodes there are
     */
    public CompletionStage<List<JsonNode>> ask(HttpServerRequest request) {
        if (!isAsked(request)) {
            return CompletableFuture.completedStage(List.of());
        }
        var context = ((HttpServerRequestInternal) request).context();
        var answers = new CompletableFuture<List<JsonNode>>();
        others().whenComplete((nodes, thrown) -> context.runOnContext(now -> {
            if (thrown == null) {
                ask(request, context, nodes, answers);
            } else {
                answers.completeExceptionally(KafkaFailures.ofRead(thrown));
            }
        }));
        return answers;
    }

    /**
     * Follows the same server-sent events at all other nodes, as long as the response of the client goes on.
     *
     * @param listener called on the event loop of the request
     * @return empty for a Weir alone, and for a request that a node has sent to this one
     */
    public Optional<NodeStreams> follow(HttpServerRequest request, NodeStreams.Listener listener) {
        return isAsked(request)
                ? Optional.of(new NodeStreams(request, this::others, client, membership::renewNodes, listener))
                : Optional.empty();
    }

    /**
     * Whether other nodes have a part in the response; not for a Weir alone, nor for the question of another node.
     *
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} for a request that only says that a node has sent it
     */
    public boolean isAsked(HttpServerRequest request) {
        if (!membership.isOn() || forwarded.isProven(request)) {
            return false;
        }
        if (forwarded.claims(request)) {
            throw Failure.unavailable("The request says that a node has sent it, and has no proof of it");
        }
        return true;
    }

    /** Whether another node has sent a request, and proves it. */
    public boolean isFromNode(HttpServerRequest request) {
        return forwarded.isProven(request);
    }

    /** By address: for a while after a restart, Kafka has a node twice. */
    private CompletionStage<Map<String, List<ClusterNode>>> others() {
        return membership.nodes().thenApply(nodes -> nodes.stream()
                .filter(node -> !membership.isSelf(node))
                .collect(Collectors.groupingBy(ClusterNode::url)));
    }

    private void ask(
            HttpServerRequest request,
            Context context,
            Map<String, List<ClusterNode>> nodes,
            CompletableFuture<List<JsonNode>> answers) {
        var unanswered = new TreeSet<String>();
        List<Future<Optional<JsonNode>>> asked = nodes.values().stream()
                .map(same -> answer(request, same).onSuccess(answer -> {
                    if (answer.isEmpty()) {
                        unanswered.add(same.get(0).tag());
                    }
                }))
                .toList();
        Future.all(asked)
                .onComplete(all -> context.runOnContext(now -> {
                    if (!unanswered.isEmpty() && !request.response().headWritten()) {
                        request.response().putHeader(UNANSWERED, String.join(",", unanswered));
                    }
                    answers.complete(asked.stream()
                            .flatMap(answer -> answer.result().stream())
                            .toList());
                }));
    }

    /** The answer of the one process that has an address. */
    private Future<Optional<JsonNode>> answer(HttpServerRequest request, List<ClusterNode> same) {
        var answers = same.stream()
                .map(node -> new NodeQuestion(request, node, budget, json)
                        .ask(client)
                        .map(Optional::of)
                        .otherwise(thrown -> {
                            Log.debugf("Node %s did not answer: %s", node.url(), thrown.getMessage());
                            membership.renewNodes();
                            return Optional.empty();
                        }))
                .toList();
        return Future.all(answers).map(all -> answers.stream()
                .flatMap(answer -> answer.result().stream())
                .findFirst());
    }
}
