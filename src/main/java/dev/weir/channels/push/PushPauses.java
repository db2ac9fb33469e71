package dev.weir.channels.push;

import dev.weir.channels.push.pause.PauseLog;
import dev.weir.channels.push.pause.PauseWriter;
import dev.weir.model.Failure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Pauses and resumes pushes on all Weirs that have them, and when they start again.
 *
 * <p>A push begins when it is known whether it is paused. See RATIONALE.md, "A pause is a record".
 */
@ApplicationScoped
class PushPauses {

    private static final Logger LOG = Logger.getLogger(PushPauses.class);
    private static final long INTERVAL_MILLIS = 2_000;

    private final PauseLog log;
    private final PauseWriter writer;
    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private ScheduledExecutorService timer;
    private String problem = "";
    private boolean isKnown;

    PushPauses(PauseLog log, PauseWriter writer) {
        this.log = log;
        this.writer = writer;
    }

    /** Follows the pauses of these pushes, and lets each begin. */
    void follow(List<Push> started) {
        if (started.isEmpty()) {
            return;
        }
        pushes.addAll(started);
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "weir-push-pauses");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    /**
     * Pauses a push, here at once and then everywhere; blocks.
     *
     * @throws Failure where other Weirs, and the next start of this one, will not know of it
     */
    void pause(Push push) {
        push.pause();
        change(push, true);
    }

    /** Resumes a push, as {@link #pause} pauses it. */
    void resume(Push push) {
        push.resume();
        change(push, false);
    }

    private void change(Push push, boolean isPaused) {
        var declaration = push.declaration();
        try {
            writer.write(declaration.group(), isPaused).await().indefinitely();
            refresh();
        } catch (Failure failure) {
            throw Failure.of(
                    failure.kind(),
                    "Push '%s' is %s in this Weir only, and only until it starts again: %s"
                            .formatted(declaration.name(), isPaused ? "paused" : "resumed", failure.getMessage()));
        }
    }

    private void look() {
        try {
            refresh();
        } catch (Failure failure) {
            if (failure.kind() == Failure.Kind.FORBIDDEN) {
                begin();
            }
            report(failure);
        } catch (RuntimeException defect) {
            LOG.error("Weir cannot find out which pushes are paused", defect);
        }
    }

    private synchronized void refresh() {
        log.changes().forEach((group, isPaused) -> pushes.stream()
                .filter(push -> push.declaration().group().equals(group))
                .forEach(isPaused ? Push::pause : Push::resume));
        begin();
    }

    private synchronized void begin() {
        if (!isKnown) {
            isKnown = true;
            pushes.forEach(Push::begin);
        }
    }

    /** Once, while it stays the same; that Kafka is away is reported elsewhere. */
    private void report(Failure failure) {
        if (failure.kind() != Failure.Kind.UNAVAILABLE && !problem.equals(failure.getMessage())) {
            problem = failure.getMessage();
            LOG.warnf("Weir cannot find out which pushes are paused: %s", problem);
        }
    }
}
