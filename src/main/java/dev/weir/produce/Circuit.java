package dev.weir.produce;

import dev.weir.kafka.ClusterPulse;
import dev.weir.model.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Says no at once while Kafka cannot say yes, so that nobody waits for what will not come.
 *
 * <p>Open while the cluster does not answer the pulse, and while records are under way and none has been confirmed for a
 * second: a stopped broker keeps its connections, and only the missing confirmations show it. It closes by itself.
 */
@ApplicationScoped
class Circuit {

    private final ClusterPulse pulse;
    private final Permits permits;
    private final long stallNanos;
    private volatile long lastProgress = System.nanoTime();
    private volatile boolean stopping;

    Circuit(ClusterPulse pulse, Permits permits, ProduceConfig config) {
        this.pulse = pulse;
        this.permits = permits;
        this.stallNanos = config.stall().toNanos();
    }

    /** Why nothing can be sent now; empty while the circuit is closed. */
    Optional<Failure> problem() {
        if (stopping) {
            return Optional.of(Failure.of(Failure.Kind.UNAVAILABLE, "Weir is stopping; nothing was sent"));
        }
        if (permits.out() == 0) {
            lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > stallNanos) {
            return Optional.of(
                    Failure.of(Failure.Kind.UNAVAILABLE, "Kafka has stopped confirming records; nothing was sent"));
        }
        return pulse.problem();
    }

    /** A record was confirmed. */
    void progress() {
        lastProgress = System.nanoTime();
    }

    /** Opens for good. */
    void stop() {
        stopping = true;
    }
}
