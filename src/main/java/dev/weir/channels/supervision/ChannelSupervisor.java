package dev.weir.channels.supervision;

import dev.weir.channels.deadletter.ExceptionText;
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
 * Exits the process when a channel has terminated, so that it can be restarted as a whole.
 *
 * <p>Reactive Messaging cannot restart a channel; the supervisor of the process can restart that. Before it exits, the
 * record in hand becomes a dead letter, or it would terminate the next process too. See RATIONALE.md, "A channel that
 * ends ends the process".
 */
@ApplicationScoped
public class ChannelSupervisor implements SubscriberDecorator {

    private static final Logger LOG = Logger.getLogger(ChannelSupervisor.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ChannelTermination termination;
    private final Map<String, List<Function<Throwable, CompletionStage<Void>>>> beforeExit = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChannelSupervisor(ChannelTermination termination) {
        this.termination = termination;
    }

    /**
     * Registers a task to run after a channel has terminated and before the process exits.
     *
     * @param task accepts the reason of the termination
     */
    public void beforeExit(String channel, Function<Throwable, CompletionStage<Void>> task) {
        beforeExit
                .computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                .add(task);
    }

    /** From here on channels terminate because Weir shuts down. */
    void stop(@Observes ShutdownDelayInitiatedEvent started) {
        stopping = true;
    }

    /** As {@link #stop(ShutdownDelayInitiatedEvent)}, where no delay is configured. */
    void stop(@Observes @Priority(1) ShutdownEvent started) {
        stopping = true;
    }

    /** As {@link #stop(ShutdownDelayInitiatedEvent)}, where startup has failed. */
    void stop(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object started) {
        stopping = true;
    }

    /** The last decorator, next to the method or the producer. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    /**
     * Called for streams that a method reads or a producer sends; code that subscribes to a channel itself may cancel.
     */
    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> records, List<String> channels, boolean isConnector) {
        return new SupervisedMulti<Message<?>>(records, reason -> terminated(channels, reason));
    }

    private void terminated(List<String> channels, Throwable reason) {
        if (stopping) {
            return;
        }
        var why = reason == null ? "its method failed in a way that makes no dead letter" : ExceptionText.of(reason);
        LOG.errorf(
                "Channel %s has terminated: %s. Weir exits with code %d and expects to be restarted",
                String.join(", ", channels), why, ChannelTermination.EXIT_CODE);
        var cause = reason == null
                ? new IllegalStateException("The channel terminated while the record was being handled")
                : reason;
        var last = channels.stream()
                .flatMap(channel -> beforeExit.getOrDefault(channel, List.of()).stream())
                .map(task -> task.apply(cause).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(last)
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, thrown) -> {
                    if (thrown != null) {
                        LOG.errorf(
                                "The record in hand of channel %s did not become a dead letter: %s", channels, thrown);
                    }
                    termination.exit();
                });
    }
}
