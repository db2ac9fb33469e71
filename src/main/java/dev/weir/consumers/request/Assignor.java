package dev.weir.consumers.request;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;

/** How the partitions of a group are assigned to its members. */
public enum Assignor {
    /** Neighbouring partitions of each topic; what most clients do when they are not asked. */
    RANGE(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName()),
    /** One after the other. */
    ROUND_ROBIN(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RoundRobinAssignor.class.getName()),
    /** As few changes as possible, and only what changes is interrupted. */
    COOPERATIVE_STICKY(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
    /** Left to the brokers: Kafka's protocol of groups since 4.0. */
    CONSUMER(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");

    private final String property;
    private final String value;

    Assignor(String property, String value) {
        this.property = property;
        this.value = value;
    }

    /** The settings that select this assignor. */
    Map<String, Object> settings() {
        return Map.of(property, value);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
