package dev.weir.produce.admission;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.ProduceConfig;
import dev.weir.reading.Stopwatch;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Circuit breaker: refuses records at once while Kafka cannot confirm them, so that clients do not wait for a timeout.
 *
 * <p>It is open for all topics while the cluster does not respond to the {@link ClusterMonitor}. It is open for one
 * topic while records of it are in flight and Kafka has reported no outcome for a second: a stopped broker keeps its
 * connections, a topic may have too few replicas, and only the missing confirmations show that. It closes by itself.
 */
@Singleton
public class CircuitBreaker {

    /** The records of one topic in flight; a topic without any has no entry. */
    private static final class TopicInFlight {
        private int inFlight;
        private final Stopwatch sinceProgress;

        TopicInFlight(Ticker ticker) {
            sinceProgress = new Stopwatch(ticker);
        }
    }

    private final ClusterMonitor monitor;
    private final Duration stallTimeout;
    private final Ticker ticker;
    private final ConcurrentMap<TopicName, TopicInFlight> topics = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    CircuitBreaker(ClusterMonitor monitor, ProduceConfig config, Ticker ticker) {
        this.monitor = monitor;
        this.stallTimeout = config.stallTimeout();
        this.ticker = ticker;
    }

    /** Why a record of a topic is refused now; empty while the circuit is closed. */
    public Optional<Failure> problem(TopicName topic) {
        if (stopping) {
            return Optional.of(Failure.of(Failure.Kind.UNAVAILABLE, "Weir is stopping; nothing was sent"));
        }
        var topicInFlight = topics.get(topic);
        if (topicInFlight != null && topicInFlight.sinceProgress.exceeds(stallTimeout)) {
            return Optional.of(Failure.of(
                    Failure.Kind.UNAVAILABLE,
                    "Kafka has stopped confirming records of topic '" + topic + "'; nothing was sent"));
        }
        return monitor.problem();
    }

    /** Reports that one or more records are about to be given to the producer. */
    public void sent(TopicName topic, int records) {
        topics.compute(topic, (name, known) -> {
            var topicInFlight = known == null ? new TopicInFlight(ticker) : known;
            topicInFlight.inFlight += records;
            return topicInFlight;
        });
    }

    /** Reports that Kafka has responded to a record, even with an error; a timeout is no response. */
    public void progressed(TopicName topic) {
        var topicInFlight = topics.get(topic);
        if (topicInFlight != null) {
            topicInFlight.sinceProgress.restart();
        }
    }

    /** Reports that the outcome of so many records is known. */
    public void completed(TopicName topic, int records) {
        topics.computeIfPresent(topic, (name, topicInFlight) -> {
            topicInFlight.inFlight -= records;
            return topicInFlight.inFlight == 0 ? null : topicInFlight;
        });
    }

    /** Opens for the rest of the run. */
    public void stop() {
        stopping = true;
    }
}
