package dev.weir.consume;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.PublisherDecorator;
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
 * <p>The messaging layer has no way to start a channel again; whoever runs the process does. The record that was in hand
 * is set aside before, or it would end the next process too. See RATIONALE.md, "A channel that ends ends the process".
 */
@ApplicationScoped
class ChannelSupervisor {

    private static final Logger LOG = Logger.getLogger(ChannelSupervisor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChannelEnd end;
    private final Map<String, List<Function<Throwable, CompletionStage<Void>>>> beforeEnd = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChannelSupervisor(ChannelEnd end) {
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

    /** The records of a channel, whose end ends the process. */
    Multi<? extends Message<?>> supervise(String channel, Multi<? extends Message<?>> records) {
        return new Supervised<Message<?>>(records, reason -> ended(channel, reason));
    }

    private void ended(String channel, Throwable reason) {
        if (stopping) {
            return;
        }
        var why = reason == null ? "its method failed in a way that sets nothing aside" : Reasons.of(reason);
        LOG.errorf(
                "Channel %s has ended: %s. Weir ends with code %d, to be started again by whoever runs it",
                channel, why, ChannelEnd.EXIT_CODE);
        var given = reason == null ? new IllegalStateException("Its channel ended while it was in hand") : reason;
        var last = beforeEnd.getOrDefault(channel, List.of()).stream()
                .map(work -> work.apply(given).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(last)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, thrown) -> {
                    if (thrown != null) {
                        LOG.errorf("What channel %s had in hand could not be set aside: %s", channel, thrown);
                    }
                    end.exit();
                });
    }

    /** Supervises what comes from Kafka. */
    @ApplicationScoped
    static class Incoming implements PublisherDecorator {

        private final ChannelSupervisor supervisor;

        Incoming(ChannelSupervisor supervisor) {
            this.supervisor = supervisor;
        }

        /** After all others, where the method is next. */
        @Override
        public int getPriority() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Multi<? extends Message<?>> decorate(
                Multi<? extends Message<?>> records, List<String> channels, boolean isConnector) {
            return isConnector ? supervisor.supervise(GuardedCommits.channel(channels.get(0)), records) : records;
        }
    }

    /** Supervises what goes to Kafka. */
    @ApplicationScoped
    static class Outgoing implements SubscriberDecorator {

        private final ChannelSupervisor supervisor;

        Outgoing(ChannelSupervisor supervisor) {
            this.supervisor = supervisor;
        }

        /** After all others, where the producer is next. */
        @Override
        public int getPriority() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Multi<? extends Message<?>> decorate(
                Multi<? extends Message<?>> records, List<String> channels, boolean isConnector) {
            return isConnector ? supervisor.supervise(channels.get(0), records) : records;
        }
    }
}
