package dev.weir.kafka.connector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.clients.producer.internals.SenderMetricsRegistry;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * Gives all topics of a producer the same sensors, so that its memory does not grow with each topic that it sends to.
 *
 * <p>A producer keeps five sensors for each topic for as long as it lives, and Micrometer a meter for each metric of
 * them. Kafka has no setting for this. See RATIONALE.md, "A producer has no metrics of single topics".
 */
@ApplicationScoped
class TopicMetrics {

    /** Makes the producer of a channel record the metrics of all topics as those of one, {@code *}. */
    void shareSensors(@Observes Producer<?, ?> producer) {
        if (producer instanceof KafkaProducer<?, ?> kafka) {
            var sensors = ProducerFields.get(ProducerFields.sender(kafka), Sender.class, "sensors");
            ProducerFields.replace(
                    sensors,
                    "metrics",
                    registry -> new SharedSensors(
                            (Metrics) ProducerFields.get(registry, SenderMetricsRegistry.class, "metrics")));
        }
    }

    /** Names of sensors are {@code topic.<topic>.<what is counted>}; here the topic is always {@code *}. */
    private static final class SharedSensors extends SenderMetricsRegistry {

        private static final String PREFIX = "topic.";
        private static final Map<String, String> ALL_TOPICS = Map.of("topic", "*");

        SharedSensors(Metrics metrics) {
            super(metrics);
        }

        private static String shared(String name) {
            return name.startsWith(PREFIX) ? PREFIX + "*" + name.substring(name.lastIndexOf('.')) : name;
        }

        @Override
        public Sensor sensor(String name) {
            return super.sensor(shared(name));
        }

        @Override
        public Sensor getSensor(String name) {
            return super.getSensor(shared(name));
        }

        @Override
        public MetricName topicRecordSendRate(Map<String, String> tags) {
            return super.topicRecordSendRate(ALL_TOPICS);
        }

        @Override
        public MetricName topicRecordSendTotal(Map<String, String> tags) {
            return super.topicRecordSendTotal(ALL_TOPICS);
        }

        @Override
        public MetricName topicByteRate(Map<String, String> tags) {
            return super.topicByteRate(ALL_TOPICS);
        }

        @Override
        public MetricName topicByteTotal(Map<String, String> tags) {
            return super.topicByteTotal(ALL_TOPICS);
        }

        @Override
        public MetricName topicCompressionRate(Map<String, String> tags) {
            return super.topicCompressionRate(ALL_TOPICS);
        }

        @Override
        public MetricName topicRecordRetryRate(Map<String, String> tags) {
            return super.topicRecordRetryRate(ALL_TOPICS);
        }

        @Override
        public MetricName topicRecordRetryTotal(Map<String, String> tags) {
            return super.topicRecordRetryTotal(ALL_TOPICS);
        }

        @Override
        public MetricName topicRecordErrorRate(Map<String, String> tags) {
            return super.topicRecordErrorRate(ALL_TOPICS);
        }

        @Override
        public MetricName topicRecordErrorTotal(Map<String, String> tags) {
            return super.topicRecordErrorTotal(ALL_TOPICS);
        }
    }
}
