package dev.weir.produce.admission;

import dev.weir.kafka.ClusterMonitor;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.ProduceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Says no at once while Kafka cannot say yes, so that nobody waits for what will not come.
 *
 * <p>Open for all while the cluster does not answer the pulse. Open for one topic while records of it are under way and
 * none was progressed for a second: a stopped broker keeps its connections, a topic may have too few replicas, and only
 * the missing confirmations show it. It closes by itself.
 */
@ApplicationScoped
public class CircuitBreaker {

    /** Records of a topic that are under way; there is none of these for a topic at rest. */
    private static final class TopicInFlight {
        private int inFlight;
        private volatile long lastProgress = System.nanoTime();
    }

    private final ClusterMonitor pulse;
    private final long stallNanos;
    private final ConcurrentMap<TopicName, TopicInFlight> ways = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    CircuitBreaker(ClusterMonitor pulse, ProduceConfig config) {
        this.pulse = pulse;
        this.stallNanos = config.stallTimeout().toNanos();
    }

    /** Why nothing can be sent to a topic now; empty while the circuit is closed. */
    public Optional<Failure> problem(TopicName topic) {
        if (stopping) {
            return Optional.of(Failure.of(Failure.Kind.UNAVAILABLE, "Weir is stopping; nothing was sent"));
        }
        var way = ways.get(topic);
        if (way != null && System.nanoTime() - way.lastProgress > stallNanos) {
            return Optional.of(Failure.of(
                    Failure.Kind.UNAVAILABLE,
                    "Kafka has stopped confirming records of topic '" + topic + "'; nothing was sent"));
        }
        return pulse.problem();
    }

    /** Records, one at least, are about to be given to the producer. */
    public void sent(TopicName topic, int records) {
        ways.compute(topic, (name, known) -> {
            var way = known == null ? new TopicInFlight() : known;
            way.inFlight += records;
            return way;
        });
    }

    /** Kafka has said what became of a record, be it a refusal; silence is no sign of life. */
    public void progressed(TopicName topic) {
        var way = ways.get(topic);
        if (way != null) {
            way.lastProgress = System.nanoTime();
        }
    }

    /** The outcome of so many of them is known. */
    public void completed(TopicName topic, int records) {
        ways.computeIfPresent(topic, (name, way) -> {
            way.inFlight -= records;
            return way.inFlight == 0 ? null : way;
        });
    }

    /** Opens for good. */
    public void stop() {
        stopping = true;
    }
}
