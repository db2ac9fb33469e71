package dev.weir.consumers;

import dev.weir.http.Accept;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.RecordFormat;
import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives out records: {@code GET /consumers/{group}/instances/{instance}/records}.
 *
 * <p>A route and no resource method, because a record counts as read only when the connection has taken it.
 */
@ApplicationScoped
class PollRoute {

    private static final int BEFORE_REST = 0;
    private static final long LARGEST = 9_999_999_999L;
    private static final Set<String> QUERY = Set.of("timeout", "max_bytes");

    private final ConsumerInstances instances;
    private final ConsumersConfig config;
    private final RouteResponses answers;
    private final Vertx vertx;

    PollRoute(ConsumerInstances instances, ConsumersConfig config, RouteResponses answers, Vertx vertx) {
        this.instances = instances;
        this.config = config;
        this.answers = answers;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.get("/consumers/:group/instances/:instance/records")
                .method(HttpMethod.HEAD)
                .order(BEFORE_REST)
                .handler(this::handle);
    }

    private void handle(RoutingContext http) {
        try {
            var instance = instances.find(http.pathParam("group"), http.pathParam("instance"));
            var query = new QueryParameters(http, QUERY);
            var mediaType = mediaType(http, instance.format());
            if (mediaType.isEmpty()) {
                answers.refuseType(http.response(), offered(instance.format()));
                return;
            }
            if (http.request().method().equals(HttpMethod.HEAD)) {
                // Records are given to those alone who take them.
                http.response().putHeader("Content-Type", mediaType.get()).end();
                return;
            }
            var patience =
                    query.number("timeout", LARGEST).map(Duration::ofMillis).orElse(instance.patience());
            var poll = new HttpPollRequest(
                    http.request(),
                    vertx.getOrCreateContext(),
                    answers,
                    mediaType.get(),
                    Math.min(
                            query.number("max_bytes", LARGEST).orElse(Long.MAX_VALUE),
                            config.maxBytes().asLongValue()));
            poll.onGone(() -> instance.abandon(poll));
            instance.poll(poll, patience.compareTo(config.maxWait()) > 0 ? config.maxWait() : patience);
        } catch (Failure refusal) {
            answers.refuse(http.response(), refusal);
        }
    }

    private static Optional<String> mediaType(RoutingContext http, RecordFormat format) {
        return Accept.choose(Accept.of(http.request()), offered(format))
                .map(type -> type.equals(MediaTypes.CONTROL) ? format.mediaType() : type);
    }

    /** The instance's own; plain JSON is another name for the json format. */
    private static List<String> offered(RecordFormat format) {
        List<String> offered = new ArrayList<>(List.of(format.mediaType(), MediaTypes.CONTROL));
        if (format == RecordFormat.JSON) {
            offered.add(MediaTypes.JSON);
        }
        return offered;
    }
}
