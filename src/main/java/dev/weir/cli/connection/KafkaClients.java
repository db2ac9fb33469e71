package dev.weir.cli.connection;

import dev.weir.kafka.connector.AutoTopicCreation;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates producers and consumers of bytes; the caller closes them. */
public final class KafkaClients {

    private KafkaClients() {}

    /** A producer that does not create topics. */
    public static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        return AutoTopicCreation.in(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A consumer without assignment. */
    public static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
