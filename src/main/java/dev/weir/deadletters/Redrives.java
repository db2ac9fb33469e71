package dev.weir.deadletters;

import dev.weir.deadletters.redrive.DryRun;
import dev.weir.deadletters.redrive.Redrive;
import dev.weir.deadletters.redrive.RedriveClient;
import dev.weir.deadletters.redrive.RedrivePlan;
import dev.weir.deadletters.redrive.RedriveReport;
import dev.weir.deadletters.redrive.RedriveResult;
import dev.weir.deadletters.redrive.RedriveSpec;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The redrives of this process; each has a thread. */
@ApplicationScoped
class Redrives {

    private static final int MAX_RUNNING = 5;
    private static final int MAX_RETAINED = 50;
    private static final long STOP_SECONDS = 8;

    private final LetterService letters;
    private final HeldLetters held;
    private final RecordSender sender;
    private final MeterRegistry registry;
    private final Map<String, Owned> byId = new LinkedHashMap<>();

    /** A redrive of one client; others do not see it. */
    private record Owned(String owner, Redrive redrive) {

        boolean isRunning() {
            return redrive.report().state() == RedriveReport.State.RUNNING;
        }
    }

    Redrives(LetterService letters, HeldLetters held, RecordSender sender, MeterRegistry registry) {
        this.letters = letters;
        this.held = held;
        this.sender = sender;
        this.registry = registry;
    }

    /** Plans a redrive. */
    RedrivePlan plan(Caller caller, RedriveSpec spec) {
        return letters.reading(() ->
                new DryRun(letters.environment(sender), spec, client(caller, spec.topic()), letters.payloads()).plan());
    }

    /** Starts a redrive. */
    synchronized RedriveReport start(Caller caller, RedriveSpec spec) {
        if (byId.values().stream().filter(Owned::isRunning).count() >= MAX_RUNNING) {
            throw Failure.of(Failure.Kind.TOO_MANY, MAX_RUNNING + " redrives are running; wait for one, or cancel it");
        }
        letters.enter();
        var id = UUID.randomUUID().toString();
        var redrive =
                new Redrive(id, letters.environment(senderOf(caller)), spec, client(caller, spec.topic()), this::count);
        byId.values().removeIf(old -> byId.size() >= MAX_RETAINED && !old.isRunning());
        byId.put(id, new Owned(caller.owner(), redrive));
        var thread = new Thread(() -> run(redrive), "redrive-" + id);
        thread.setDaemon(true);
        thread.start();
        return redrive.report();
    }

    private void run(Redrive redrive) {
        try {
            redrive.run();
        } finally {
            letters.leave();
            held.expire();
        }
    }

    RedriveReport report(Caller caller, String id) {
        return find(caller, id).report();
    }

    /** Ends one after the records that are being sent; it is still there for its results. */
    RedriveReport cancel(Caller caller, String id) throws InterruptedException {
        var redrive = find(caller, id);
        redrive.cancel();
        redrive.awaitEnd(STOP_SECONDS);
        return redrive.report();
    }

    /** Before the channels drain, so that redrives get the outcomes of their records and mark them. */
    void stopAll(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) {
        var running = running();
        running.forEach(Redrive::cancel);
        for (var redrive : running) {
            try {
                redrive.awaitEnd(STOP_SECONDS);
                var report = redrive.report();
                Log.infof(
                        "Redrive %s of topic %s ended. Sent: %d; failed: %d; skipped: %d",
                        report.id(), report.topic(), report.sent(), report.failed(), report.skipped());
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized List<Redrive> running() {
        return byId.values().stream()
                .filter(Owned::isRunning)
                .map(Owned::redrive)
                .toList();
    }

    private synchronized Redrive find(Caller caller, String id) {
        var owned = byId.get(id);
        if (owned == null || !owned.owner().equals(caller.owner())) {
            throw Failure.notFound("There is no such redrive");
        }
        return owned.redrive();
    }

    private static RedriveClient client(Caller caller, TopicName letters) {
        return new RedriveClient(caller.owner(), topic -> caller.current().may(Action.PRODUCE, topic), () -> {
            var now = caller.current();
            now.check(Action.DEAD_LETTERS, letters);
            now.check(Action.READ, letters);
        });
    }

    /** Within the rate of the client; marks are Weir's own records. */
    private RecordSender senderOf(Caller caller) {
        return (SendRequest request, RecordSender.Listener listener) -> {
            if (!request.topic().equals(letters.marksTopic())) {
                try {
                    caller.countRecords(request.records().size());
                } catch (Failure tooMany) {
                    return CompletableFuture.failedStage(tooMany);
                }
            }
            return sender.send(request, listener);
        };
    }

    private void count(RedriveResult result) {
        Counter.builder("weir.dead.letters.redriven")
                .description("Dead letters that redrives came to")
                .tag("outcome", result.effect().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
