package dev.weir.kafka.connector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;

/**
 * Disables topic creation by producers, whose metadata requests allow it.
 *
 * <p>A producer repeatedly requests the metadata of every topic that it has sent to, and a broker with
 * {@code auto.create.topics.enable} then recreates a deleted one. Consumers have a setting for this, producers have
 * none. See RATIONALE.md, "Only the administrator creates topics".
 */
@ApplicationScoped
public class AutoTopicCreation {

    /** The producer of a channel, before its first record. */
    void created(@Observes Producer<?, ?> producer) {
        if (producer instanceof KafkaProducer<?, ?> kafka) {
            in(kafka);
        }
    }

    /**
     * Disables topic creation by this producer.
     *
     * @param producer that has not sent a record yet
     * @return the same producer
     * @throws IllegalStateException where the fields of Kafka's client have changed, which a test detects
     */
    public static <K, V> KafkaProducer<K, V> in(KafkaProducer<K, V> producer) {
        var client = ProducerFields.get(ProducerFields.sender(producer), Sender.class, "client");
        var updater = ProducerFields.get(client, NetworkClient.class, "metadataUpdater");
        ProducerFields.replace(updater, "metadata", metadata -> new RestrictedMetadata((Metadata) metadata));
        return producer;
    }

    /** The producer's metadata for its network client; the original has all state. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // The original synchronizes.
    private static final class RestrictedMetadata extends Metadata {

        private final Metadata original;

        RestrictedMetadata(Metadata original) {
            super(0, 0, 0, new LogContext(), new ClusterResourceListeners());
            this.original = original;
        }

        @Override
        public MetadataRequestAndVersion newMetadataRequestAndVersion(long now) {
            var next = original.newMetadataRequestAndVersion(now);
            if (!next.requestBuilder.isAllTopics()) {
                // The built request shares the builder's data.
                next.requestBuilder
                        .build(ApiKeys.METADATA.latestVersion())
                        .data()
                        .setAllowAutoTopicCreation(false);
            }
            return next;
        }

        @Override
        public Cluster fetch() {
            return original.fetch();
        }

        @Override
        public long timeToNextUpdate(long now) {
            return original.timeToNextUpdate(now);
        }

        @Override
        public int requestUpdate(boolean resetEquivalentResponseBackoff) {
            return original.requestUpdate(resetEquivalentResponseBackoff);
        }

        @Override
        public void update(int requestVersion, MetadataResponse response, boolean isPartialUpdate, long now) {
            original.update(requestVersion, response, isPartialUpdate, now);
        }

        @Override
        public void failedUpdate(long now) {
            original.failedUpdate(now);
        }

        @Override
        public void fatalError(KafkaException exception) {
            original.fatalError(exception);
        }

        @Override
        public void rebootstrap() {
            original.rebootstrap();
        }

        @Override
        public void close() {
            original.close();
        }
    }
}
