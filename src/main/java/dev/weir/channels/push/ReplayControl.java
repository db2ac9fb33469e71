package dev.weir.channels.push;

import dev.weir.channels.push.delivery.Dispatcher;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.range.RangeReader;
import io.vertx.core.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** The replays of one push, one at a time. Safe for use by many threads. */
final class ReplayControl {

    private final PushDeclaration declaration;
    private final Context context;
    private final Function<Runnable, Dispatcher> dispatchers;
    private final BooleanSupplier isPaused;
    private volatile PushReplay replay;

    /**
     * A control of a push that has not been replayed.
     *
     * @param context of the dispatchers, an event loop
     * @param isPaused whether the push is paused now
     */
    ReplayControl(
            PushDeclaration declaration,
            Context context,
            Function<Runnable, Dispatcher> dispatchers,
            BooleanSupplier isPaused) {
        this.declaration = declaration;
        this.context = context;
        this.dispatchers = dispatchers;
        this.isPaused = isPaused;
    }

    /**
     * The topic of a replay.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for one that is not of this push
     */
    TopicName topicOf(ReplayRequest request) {
        var declared = declaration.config().topic().map(TopicName::new);
        if (request.topic() == null) {
            return declared.orElseThrow(() -> Failure.invalid(
                    "topic is missing; push '%s' has a pattern of topics".formatted(declaration.name())));
        }
        boolean isOfPush = declared.map(request.topic()::equals)
                .orElseGet(() ->
                        Pattern.matches(declaration.topics(), request.topic().value()));
        if (!isOfPush) {
            throw Failure.invalid("Push '%s' does not send topic '%s'".formatted(declaration.name(), request.topic()));
        }
        return request.topic();
    }

    /**
     * Refuses a replay beside another one, and of a paused push.
     *
     * @throws Failure {@link Failure.Kind#CONFLICT}
     */
    void check() {
        if (isPaused.getAsBoolean()) {
            throw Failure.conflict("Push '%s' is paused; resume it first".formatted(declaration.name()));
        }
        if (current().isPresent()) {
            throw Failure.conflict("A replay of push '%s' is running; DELETE cancels it".formatted(declaration.name()));
        }
    }

    /**
     * Sends records of these ranges again, on a thread of its own.
     *
     * @param mayGoOn throws the failure of a client that may not any more
     */
    synchronized void start(Map<TopicPartition, OffsetRange> ranges, Supplier<RangeReader> readers, Runnable mayGoOn) {
        check();
        replay = new PushReplay(declaration, ranges, readers, context, dispatchers, mayGoOn);
        var thread = new Thread(replay, "weir-replay-" + declaration.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Pauses, resumes or cancels the replay that is running, if there is one. */
    void ifRunning(Consumer<PushReplay> action) {
        current().ifPresent(action);
    }

    /** The report of the last replay; null without one. */
    ReplayReport report() {
        var last = replay;
        return last == null ? null : last.report();
    }

    private Optional<PushReplay> current() {
        return Optional.ofNullable(replay).filter(PushReplay::isRunning);
    }
}
