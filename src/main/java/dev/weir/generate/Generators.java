package dev.weir.generate;

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
    private final Map<String, Generator> byId = new LinkedHashMap<>();
    private int started;

    Generators(RecordSender sender) {
        this.sender = sender;
    }

    /**
     * Starts a generator.
     *
     * @return fails with a {@link Failure} where the topic does not exist or its records would be rejected
     */
    CompletionStage<GeneratorReport> start(GeneratorSpec spec) {
        var templates = new Templates(spec);
        return sender.check(spec.topic()).thenApply(checked -> run(spec, templates));
    }

    private synchronized GeneratorReport run(GeneratorSpec spec, Templates templates) {
        if (running().size() >= MAX_RUNNING) {
            throw Failure.of(Failure.Kind.TOO_MANY, MAX_RUNNING + " generators are running; end one first");
        }
        var id = "g" + ++started;
        var generator = new Generator(id, spec, templates, sender);
        byId.values().removeIf(old -> byId.size() >= MAX_RETAINED && !old.isRunning());
        byId.put(id, generator);
        var thread = new Thread(generator, "generator-" + id);
        thread.setDaemon(true);
        thread.start();
        return generator.report();
    }

    /** The counts of each, in the order of their start. */
    synchronized List<GeneratorReport> reports() {
        return byId.values().stream().map(Generator::report).toList();
    }

    /** The counts of one. */
    GeneratorReport report(String id) {
        return find(id).report();
    }

    /** Stops one, waits for the outcomes of its records, and removes it. */
    GeneratorReport stop(String id) throws InterruptedException {
        var report = find(id).stop();
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
        return new ArrayList<>(
                byId.values().stream().filter(Generator::isRunning).toList());
    }

    private synchronized Generator find(String id) {
        var generator = byId.get(id);
        if (generator == null) {
            throw Failure.of(Failure.Kind.NOT_FOUND, "There is no such generator");
        }
        return generator;
    }
}
