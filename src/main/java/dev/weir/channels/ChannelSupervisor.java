package dev.weir.channels;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.SubscriberDecorator;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Ends the process where a channel has ended: no channel stays half alive.
 *
 * <p>The messaging layer has no way to start a channel again; whoever runs the process does. The record that was in
 * hand is set aside before, or it would end the next process too. See RATIONALE.md, "A channel that ends ends the
 * process".
 */
@ApplicationScoped
class ChannelSupervisor implements SubscriberDecorator {

    private static final Logger LOG = Logger.getLogger(ChannelSupervisor.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ChannelTermination end;
    private final Map<String, List<Function<Throwable, CompletionStage<Void>>>> beforeEnd = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChannelSupervisor(ChannelTermination end) {
        this.end = end;
    }

    /**
     * Has something done after a channel has ended and before the process does.
     *
     * @param work is given the reason of the end
     */
    void beforeEnd(String channel, Function<Throwable, CompletionStage<Void>> work) {
        beforeEnd.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(work);
    }

    /** From here on channels end because Weir does. */
    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        stopping = true;
    }

    /** As {@link #stop(ShutdownDelayInitiatedEvent)}, where no delay is asked for. */
    void stop(@Observes @Priority(1) ShutdownEvent begun) {
        stopping = true;
    }

    /** As {@link #stop(ShutdownDelayInitiatedEvent)}, where the start has failed. */
    void stop(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object begun) {
        stopping = true;
    }

    /** After all others, where the method or the producer is next. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    /**
     * Called for what a method reads and for what a producer sends; who subscribes to a channel by hand may leave it.
     */
    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> records, List<String> channels, boolean isConnector) {
        return new SupervisedMulti<Message<?>>(records, reason -> ended(channels, reason));
    }

    private void ended(List<String> channels, Throwable reason) {
        if (stopping) {
            return;
        }
        var why = reason == null ? "its method failed in a way that sets nothing aside" : ExceptionText.of(reason);
        LOG.errorf(
                "Channel %s has ended: %s. Weir ends with code %d, to be started again by whoever runs it",
                String.join(", ", channels), why, ChannelTermination.EXIT_CODE);
        var given = reason == null ? new IllegalStateException("Its channel ended while it was in hand") : reason;
        var last = channels.stream()
                .flatMap(channel -> beforeEnd.getOrDefault(channel, List.of()).stream())
                .map(work -> work.apply(given).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(last)
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, thrown) -> {
                    if (thrown != null) {
                        LOG.errorf("What channel %s had in hand could not be set aside: %s", channels, thrown);
                    }
                    end.exit();
                });
    }
}
