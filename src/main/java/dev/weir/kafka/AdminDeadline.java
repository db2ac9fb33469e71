package dev.weir.kafka;

import dev.weir.model.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Bounds every administration request: Kafka must be available, and the whole request must complete in time.
 *
 * <p>While the cluster is known to be unavailable, requests fail at once and are not sent, so that none takes effect
 * later. Right after startup, while its availability is unknown, they are sent.
 */
@ApplicationScoped
public class AdminDeadline {

    /** For all steps of a request together. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ClusterMonitor monitor;
    private final Duration timeout;

    @Inject
    AdminDeadline(ClusterMonitor monitor) {
        this(monitor, TIMEOUT);
    }

    AdminDeadline(ClusterMonitor monitor, Duration timeout) {
        this.monitor = monitor;
        this.timeout = timeout;
    }

    /** A request that changes nothing; fails with {@link Failure.Kind#UNAVAILABLE} after five seconds. */
    public <T> Uni<T> read(Supplier<CompletionStage<T>> request) {
        return within(request, Failure.unavailable("Kafka did not answer within 5 s"));
    }

    /** A request that changes something; fails with {@link Failure.Kind#UNKNOWN_OUTCOME} after five seconds. */
    public <T> Uni<T> write(Supplier<CompletionStage<T>> request) {
        return within(
                request,
                Failure.of(
                        Failure.Kind.UNKNOWN_OUTCOME,
                        "Kafka did not confirm within 5 s; it may have been done. Look before you repeat it"));
    }

    private <T> Uni<T> within(Supplier<CompletionStage<T>> work, Failure late) {
        return Uni.createFrom()
                .deferred(() -> {
                    var problem = monitor.problem();
                    return monitor.isKnown() && problem.isPresent()
                            ? Uni.createFrom().<T>failure(problem.get())
                            : Uni.createFrom().completionStage(work.get());
                })
                .ifNoItem()
                .after(timeout)
                .failWith(late);
    }
}
