package dev.weir.access;

import dev.weir.access.rule.RouteRights;
import dev.weir.http.access.Action;
import dev.weir.http.endpoint.Exchange;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Writes down who changed what, and who was refused: one JSON object for each call, without anything of its body.
 *
 * <p>A line is written when the response is, so it has the status, and of a response that goes on for long how long it
 * has. The category {@code weir.audit} of the log can be given a file of its own.
 */
@Singleton
class AuditTrail {

    private static final Logger LOG = Logger.getLogger("weir.audit");
    private static final Logger OWN = Logger.getLogger(AuditTrail.class);
    private static final Set<Integer> REFUSED = Set.of(401, 403, 421, 429);
    private static final long SECOND_MILLIS = 1_000;

    private final Set<Action> actions;
    private final Optional<TopicName> topic;
    private final RecordSender sender;
    private final Vertx vertx;
    private final RefusalLimit limit;
    private final AtomicBoolean isSecondRunning = new AtomicBoolean();
    private final AtomicBoolean isFailing = new AtomicBoolean();

    AuditTrail(AuditConfig config, RecordSender sender, Vertx vertx) {
        actions = config.actions();
        topic = config.topic().map(TopicName::new);
        limit = new RefusalLimit(config.refusalsPerSecond());
        this.sender = sender;
        this.vertx = vertx;
    }

    /**
     * Writes the line of a request.
     *
     * @param match null where no route is at its address
     * @param status of the response, or of the failure that ended it
     */
    void write(RoutingContext http, RouteRights.Match match, int status, Duration taken) {
        var client = Callers.entered(http).map(RequestCaller::owner).orElse("");
        if (!REFUSED.contains(status) || admits(client)) {
            write(line(http, match, status, taken));
        }
    }

    /** Whether the trail has a line for a request of this action; without one, null, for refusals only. */
    boolean records(Action action, int status) {
        return REFUSED.contains(status) || (action != null && actions.contains(action));
    }

    private boolean admits(String client) {
        if (isSecondRunning.compareAndSet(false, true)) {
            vertx.setTimer(SECOND_MILLIS, over -> {
                isSecondRunning.set(false);
                limit.restart().forEach(this::writeOmitted);
            });
        }
        return limit.admits(client);
    }

    private void writeOmitted(String client, int count) {
        write(new JsonObject()
                .put("time", Instant.now().toString())
                .put("client", client.isEmpty() ? null : client)
                .put("refused", true)
                .put("omitted", count)
                .encode());
    }

    private static String line(RoutingContext http, RouteRights.Match match, int status, Duration taken) {
        var request = http.request();
        var caller = Callers.entered(http);
        var line = new JsonObject()
                .put("time", Instant.now().toString())
                .put("client", caller.map(RequestCaller::owner).orElse(null))
                .put("address", request.remoteAddress().hostAddress())
                .put("method", request.method().name())
                .put("route", match == null ? null : match.entry().template())
                .put(
                        "action",
                        match == null || match.entry().requirement().action() == null
                                ? null
                                : match.entry().requirement().action().toString())
                .put("topics", names(match, "topic", caller.map(RequestCaller::topics)))
                .put("groups", names(match, "group", caller.map(RequestCaller::groups)))
                .put("status", status)
                .put("refused", REFUSED.contains(status))
                .put("millis", taken.toMillis());
        Exchange.records(http).ifPresent(records -> line.put("records", records));
        return line.encode();
    }

    /** Those in the path, and those that were checked. */
    private static JsonArray names(RouteRights.Match match, String parameter, Optional<List<String>> checked) {
        Set<String> names = new LinkedHashSet<>();
        if (match != null && match.parameters().containsKey(parameter)) {
            names.add(match.parameters().get(parameter));
        }
        names.addAll(checked.orElse(List.of()));
        return new JsonArray(List.copyOf(names));
    }

    private void write(String line) {
        LOG.info(line);
        topic.ifPresent(to -> {
            // Not as the client of the request, whose rights and rate have nothing to do with the trail.
            var context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
            context.runOnContext(now -> send(to, line));
        });
    }

    private void send(TopicName to, String line) {
        var record = new ProducerRecord<byte[], byte[]>(to.value(), line.getBytes(StandardCharsets.UTF_8));
        var unused = sender.store(to, record)
                .whenComplete((stored, thrown) -> report(thrown == null ? null : KafkaFailures.ofSend(thrown)));
    }

    /** Once for each series of failures: the log has every line of the trail anyway. */
    private void report(Failure failure) {
        if (failure == null) {
            isFailing.set(false);
        } else if (isFailing.compareAndSet(false, true)) {
            OWN.errorf("The audit trail cannot be sent to topic '%s': %s", topic.get(), failure.getMessage());
        }
    }
}
