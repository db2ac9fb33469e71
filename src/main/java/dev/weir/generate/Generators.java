package dev.weir.generate;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cluster.NodeIds;
import dev.weir.http.access.Caller;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The generators of this process; each has a thread. */
@ApplicationScoped
class Generators {

    private static final int MAX_RUNNING = 20;
    private static final int MAX_RETAINED = 100;

    private final RecordSender sender;
    private final Ticker ticker;
    private final NodeIds ids;
    private final Map<String, Owned> byId = new LinkedHashMap<>();
    private int started;

    /** A generator of one client; others do not see it. */
    private record Owned(String owner, Generator generator) {

        boolean isRunning() {
            return generator.isRunning();
        }
    }

    Generators(RecordSender sender, Ticker ticker, NodeIds ids) {
        this.ids = ids;
        this.sender = sender;
        this.ticker = ticker;
    }

    /**
     * Starts a generator.
     *
     * @return fails with a {@link Failure} where the topic does not exist or its records would be rejected
     */
    CompletionStage<GeneratorReport> start(Caller caller, GeneratorSpec spec) {
        var templates = new Templates(spec);
        return sender.check(spec.topic()).thenApply(checked -> run(caller, templates));
    }

    private synchronized GeneratorReport run(Caller caller, Templates templates) {
        if (running().size() >= MAX_RUNNING) {
            throw Failure.of(Failure.Kind.TOO_MANY, MAX_RUNNING + " generators are running; end one first");
        }
        var id = ids.of("g" + ++started);
        var generator = new Generator(id, templates, new CallerSender(sender, caller), ticker);
        byId.values().removeIf(old -> byId.size() >= MAX_RETAINED && !old.isRunning());
        byId.put(id, new Owned(caller.owner(), generator));
        var thread = new Thread(generator, "generator-" + id);
        thread.setDaemon(true);
        thread.start();
        return generator.report();
    }

    /** The counts of each generator of a client, in the order of their start. */
    synchronized List<GeneratorReport> reports(Caller caller) {
        return byId.values().stream()
                .filter(owned -> owned.owner().equals(caller.owner()))
                .map(owned -> owned.generator().report())
                .toList();
    }

    /** The counts of one. */
    GeneratorReport report(Caller caller, String id) {
        return find(caller, id).report();
    }

    /** Stops one, waits for the outcomes of its records, and removes it. */
    GeneratorReport stop(Caller caller, String id) throws InterruptedException {
        var report = find(caller, id).stop();
        synchronized (this) {
            byId.remove(id);
        }
        return report;
    }

    /** Before the channels drain, so that generators get the outcomes of their records. */
    void stopAll(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) {
        var ending = running();
        ending.forEach(Generator::end);
        for (var generator : ending) {
            try {
                var report = generator.stop();
                Log.infof(
                        "Generator %s ended. Enqueued: %d; errors: %d",
                        report.id(), report.enqueued(), report.errors());
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized List<Generator> running() {
        return new ArrayList<>(byId.values().stream()
                .map(Owned::generator)
                .filter(Generator::isRunning)
                .toList());
    }

    private synchronized Generator find(Caller caller, String id) {
        var owned = byId.get(id);
        if (owned == null || !owned.owner().equals(caller.owner())) {
            throw Failure.notFound("There is no such generator");
        }
        return owned.generator();
    }
}
