package dev.weir.consume;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Knows whether {@code web-log-in} is a member of its group, and with which partitions.
 *
 * <p>A member without partitions is ready too: it stands by for one that leaves. A channel that has stopped has left: its
 * consumer gives its partitions up and is given none.
 */
@Readiness
@Identifier(WebLogConsumer.CHANNEL)
@ApplicationScoped
class Membership implements KafkaConsumerRebalanceListener, HealthCheck {

    private final Set<Integer> partitions = new TreeSet<>();
    private boolean joined;

    @Override
    public synchronized void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        joined = true;
        assigned.forEach(partition -> partitions.add(partition.partition()));
    }

    @Override
    public synchronized void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        joined = false;
        revoked.forEach(partition -> partitions.remove(partition.partition()));
    }

    @Override
    public synchronized void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> lost) {
        onPartitionsRevoked(consumer, lost);
    }

    @Override
    public synchronized HealthCheckResponse call() {
        return HealthCheckResponse.named("channel " + WebLogConsumer.CHANNEL)
                .withData("partitions", partitions.toString())
                .status(joined)
                .build();
    }
}
