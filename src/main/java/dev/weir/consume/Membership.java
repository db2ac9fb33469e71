package dev.weir.consume;

import static java.util.stream.Collectors.joining;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Knows whether the consumers of {@code web-log-in} are members of their group, and with which partitions.
 *
 * <p>A member without partitions is ready too: it stands by for one that leaves. A channel that has stopped has left: its
 * consumers give their partitions up and are given none. Consumers that are pinned to partitions ({@code assign-seek})
 * are no members of anything, and nothing is asked of them.
 */
@Readiness
@Identifier(WebLogConsumer.CHANNEL)
@ApplicationScoped
class Membership implements KafkaConsumerRebalanceListener, HealthCheck {

    private static final String SETTINGS = "mp.messaging.incoming." + WebLogConsumer.CHANNEL;

    private final int consumers;
    private final Optional<String> pinned;
    private final IdentityHashMap<Consumer<?, ?>, Set<TopicPartition>> members = new IdentityHashMap<>();

    Membership(
            @ConfigProperty(name = SETTINGS + ".concurrency", defaultValue = "1") int consumers,
            @ConfigProperty(name = SETTINGS + ".assign-seek") Optional<String> pinned) {
        this.consumers = consumers;
        this.pinned = pinned;
    }

    @Override
    public synchronized void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        // It may keep partitions that are not told again (cooperative rebalancing).
        var all = new HashSet<>(consumer.assignment());
        all.addAll(assigned);
        members.put(consumer, all);
    }

    @Override
    public synchronized void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        members.remove(consumer);
    }

    @Override
    public synchronized void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> lost) {
        members.remove(consumer);
    }

    @Override
    public synchronized HealthCheckResponse call() {
        var check = HealthCheckResponse.named("channel " + WebLogConsumer.CHANNEL);
        if (pinned.isPresent()) {
            return check.withData("pinned", pinned.get()).up().build();
        }
        return check.withData("partitions", partitions())
                .status(members.size() == consumers)
                .build();
    }

    private String partitions() {
        return members.values().stream()
                .flatMap(Set::stream)
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .map(TopicPartition::toString)
                .collect(joining(", ", "[", "]"));
    }
}
