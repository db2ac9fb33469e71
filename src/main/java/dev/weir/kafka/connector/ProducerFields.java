package dev.weir.kafka.connector;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Field;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.clients.producer.internals.SenderMetricsRegistry;

/** Private fields inside Kafka's producer, for limits without a setting. A test of each use detects a change. */
@RegisterForReflection(
        targets = {KafkaProducer.class, Sender.class, NetworkClient.class, SenderMetricsRegistry.class},
        classNames = {
            "org.apache.kafka.clients.NetworkClient$DefaultMetadataUpdater",
            "org.apache.kafka.clients.producer.internals.Sender$SenderMetrics"
        })
final class ProducerFields {

    private ProducerFields() {}

    /** The thread that sends what a producer has. */
    static Object sender(KafkaProducer<?, ?> producer) {
        return get(producer, KafkaProducer.class, "sender");
    }

    /**
     * The value of a field.
     *
     * @param type that declares the field
     * @throws IllegalStateException where the version of Kafka's client has no such field
     */
    static Object get(Object owner, Class<?> type, String name) {
        try {
            return field(type, name).get(owner);
        } catch (ReflectiveOperationException changed) {
            throw changed(changed);
        }
    }

    /**
     * Replaces the value of a field that the class of its owner declares.
     *
     * @throws IllegalStateException where the version of Kafka's client has no such field
     */
    static void replace(Object owner, String name, UnaryOperator<Object> replacement) {
        try {
            var field = field(owner.getClass(), name);
            field.set(owner, replacement.apply(field.get(owner)));
        } catch (ReflectiveOperationException changed) {
            throw changed(changed);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static IllegalStateException changed(ReflectiveOperationException cause) {
        return new IllegalStateException("Kafka's producer has other fields than this version of Weir expects", cause);
    }
}
