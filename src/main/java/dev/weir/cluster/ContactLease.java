package dev.weir.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Tells whether no other node can have been given this one's partitions, as far as a node can know.
 *
 * <p>Kafka gives the partitions of a node to others when it has heard nothing of it for the session timeout; the lease
 * ends a second before. A lease that has ended is not held again until it is renewed: a node that was stopped may see
 * the answer to an old request before it learns that it was replaced. From any thread.
 */
final class ContactLease {

    /** Kafka answers a fetch every half second, and a heartbeat every second. */
    static final Duration SESSION = Duration.ofSeconds(6);

    private static final Duration MAX_SILENCE = Duration.ofSeconds(5);

    /** A member sends no heartbeat while it joins, which takes as long as the slowest member of the group. */
    private static final Duration MAX_WITHOUT_HEARTBEAT = Duration.ofSeconds(15);

    private final Counted responses;
    private final Counted heartbeats;
    private boolean ended = true;
    private int heartbeatsSinceEnd;

    /**
     * A lease that is not held.
     *
     * @param responses the number of responses from Kafka so far
     * @param heartbeats the number of heartbeats that Kafka has answered so far
     */
    ContactLease(LongSupplier responses, LongSupplier heartbeats, Ticker ticker) {
        this.responses = new Counted(responses, ticker);
        this.heartbeats = new Counted(heartbeats, ticker);
    }

    /** A lease that is not held, by the metrics of a consumer. */
    static ContactLease of(Consumer<?, ?> consumer, Ticker ticker) {
        var counts = new ConsumerCounts(consumer);
        return new ContactLease(counts::responses, counts::heartbeats, ticker);
    }

    /** Whether the partitions are surely this node's. */
    synchronized boolean isHeld() {
        boolean silent =
                responses.age().compareTo(MAX_SILENCE) > 0 || heartbeats.age().compareTo(MAX_WITHOUT_HEARTBEAT) > 0;
        if (silent) {
            ended = true;
            heartbeatsSinceEnd = 0;
        }
        responses.look();
        if (heartbeats.look()) {
            heartbeatsSinceEnd++;
        }
        return !ended;
    }

    /** Whether Kafka answers again; the first answer may be the one that refuses this member. */
    synchronized boolean mayRenew() {
        return !isHeld() && heartbeatsSinceEnd >= 2;
    }

    /** Kafka has confirmed the membership just now. */
    synchronized void renew() {
        responses.restart();
        heartbeats.restart();
        ended = false;
    }

    /** A number that grows, and when it was last seen to. */
    private static final class Counted {

        private final LongSupplier count;
        private final Ticker ticker;
        private long last;
        private long sinceNanos;

        Counted(LongSupplier count, Ticker ticker) {
            this.count = count;
            this.ticker = ticker;
            restart();
        }

        Duration age() {
            return Duration.ofNanos(ticker.read() - sinceNanos);
        }

        boolean look() {
            long now = count.getAsLong();
            if (now == last) {
                return false;
            }
            last = now;
            sinceNanos = ticker.read();
            return true;
        }

        void restart() {
            last = count.getAsLong();
            sinceNanos = ticker.read();
        }
    }

    /** How often Kafka has answered a consumer, by the consumer's own metrics. From any thread. */
    private static final class ConsumerCounts {

        private final Consumer<?, ?> consumer;
        private Metric responses;
        private Metric heartbeats;

        ConsumerCounts(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        /** The number of all responses. */
        long responses() {
            if (responses == null) {
                responses = find("consumer-metrics", "response-total");
            }
            return value(responses);
        }

        /** The number of heartbeats that the coordinator has answered. */
        long heartbeats() {
            if (heartbeats == null) {
                heartbeats = find("consumer-coordinator-metrics", "heartbeat-total");
            }
            return value(heartbeats);
        }

        private Metric find(String group, String name) {
            for (var entry : consumer.metrics().entrySet()) {
                if (entry.getKey().group().equals(group)
                        && entry.getKey().name().equals(name)) {
                    return entry.getValue();
                }
            }
            return null;
        }

        /** Kafka registers some metrics when they are first counted. */
        private static long value(Metric metric) {
            return metric == null ? 0 : ((Number) metric.metricValue()).longValue();
        }
    }
}
