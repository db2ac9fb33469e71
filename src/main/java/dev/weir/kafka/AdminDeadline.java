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
 * <p>While the cluster is known to be unavailable no request is sent, so that callers fail at once and no change is
 * made later. Right after startup, when it is not known, the request is sent.
 */
@ApplicationScoped
public class AdminDeadline {

    /** For all steps of a call together. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ClusterMonitor pulse;
    private final Duration patience;

    @Inject
    AdminDeadline(ClusterMonitor pulse) {
        this(pulse, TIMEOUT);
    }

    AdminDeadline(ClusterMonitor pulse, Duration patience) {
        this.pulse = pulse;
        this.patience = patience;
    }

    /** Work that changes nothing: {@link Failure.Kind#UNAVAILABLE} without an answer within five seconds. */
    public <T> Uni<T> read(Supplier<CompletionStage<T>> question) {
        return within(question, Failure.of(Failure.Kind.UNAVAILABLE, "Kafka did not answer within 5 s"));
    }

    /** Work that changes something: {@link Failure.Kind#UNKNOWN_OUTCOME} without an answer within five seconds. */
    public <T> Uni<T> write(Supplier<CompletionStage<T>> command) {
        return within(
                command,
                Failure.of(
                        Failure.Kind.UNKNOWN_OUTCOME,
                        "Kafka did not confirm within 5 s; it may have been done. Look before you repeat it"));
    }

    private <T> Uni<T> within(Supplier<CompletionStage<T>> work, Failure late) {
        return Uni.createFrom()
                .deferred(() -> {
                    var problem = pulse.problem();
                    return pulse.isKnown() && problem.isPresent()
                            ? Uni.createFrom().<T>failure(problem.get())
                            : Uni.createFrom().completionStage(work.get());
                })
                .ifNoItem()
                .after(patience)
                .failWith(late);
    }
}
