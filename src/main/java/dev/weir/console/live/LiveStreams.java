package dev.weir.console.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.console.history.Sampler;
import dev.weir.console.live.LiveLine.Hello;
import dev.weir.console.live.LiveLine.Status;
import dev.weir.deadletters.HeldLetters;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.http.access.ClientPlaces;
import dev.weir.http.endpoint.Exchange;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.produce.receipts.ClientReceipts;
import dev.weir.produce.receipts.Receipts;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The live responses there are, each for one client. */
@ApplicationScoped
class LiveStreams {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_STREAMS = 100;

    private final Sampler sampler;
    private final ClusterMonitor monitor;
    private final HeldLetters letters;
    private final ClientReceipts receipts;
    private final ObjectMapper json;
    private final String version;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private final ClientPlaces places = new ClientPlaces("live response");
    private volatile boolean stopping;

    LiveStreams(
            Sampler sampler,
            ClusterMonitor monitor,
            HeldLetters letters,
            ClientReceipts receipts,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.sampler = sampler;
        this.monitor = monitor;
        this.letters = letters;
        this.receipts = receipts;
        this.json = json;
        this.version = version;
    }

    /** @throws Failure where there are too many already, or Weir shuts down */
    void start(Exchange exchange, LiveRequest request, Caller caller) {
        if (stopping) {
            throw Failure.of(Failure.Kind.UNAVAILABLE, "Weir is stopping");
        }
        if (open.size() >= MAX_STREAMS) {
            throw Failure.of(
                    Failure.Kind.TOO_MANY,
                    "%s already, which is the limit".formatted(Count.thereAre(MAX_STREAMS, "live response")));
        }
        places.enter(caller);
        exchange.onOver(() -> places.leave(caller));
        var stream = new LiveStream(exchange, request, caller, this, open::remove);
        open.add(stream);
        stream.start(new Hello("hello", System.currentTimeMillis(), version, INTERVAL.toMillis()), INTERVAL.toMillis());
        exchange.recheck(
                () -> {
                    var now = caller.current();
                    now.checkAnywhere(Action.DESCRIBE);
                    request.check(now);
                    stream.showFor(now);
                },
                stream::refuse);
    }

    Sampler sampler() {
        return sampler;
    }

    ObjectMapper json() {
        return json;
    }

    /** The receipts of the client of the current request. */
    Receipts receipts() {
        return receipts.current();
    }

    /** @param deadLettersOf the client that asks for the number of dead letters; null where none does */
    LiveLine status(Caller deadLettersOf) {
        var runtime = Runtime.getRuntime();
        var latest = sampler.latest();
        return new Status(
                "status",
                System.currentTimeMillis(),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                open.size(),
                monitor.problem().isEmpty() ? "up" : "down",
                latest == null ? null : Long.valueOf(latest.latencyMillis()),
                deadLettersOf == null ? null : letters.count(deadLettersOf).orElse(null));
    }

    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        stopping = true;
        open.forEach(LiveStream::stop);
    }
}
