package dev.weir.cluster;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/** How often Kafka has answered a consumer, by the consumer's own metrics. From any thread. */
final class ConsumerCounts {

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
            if (entry.getKey().group().equals(group) && entry.getKey().name().equals(name)) {
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
