package dev.weir.channels.deadletter;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Turns keys or values back into the bytes that a channel's deserializer read. */
final class Reserializer {

    /** For channels that read bytes. */
    static final Reserializer OF_BYTES = of(ByteArrayDeserializer.class.getName(), Optional.empty());

    private final Serializer<Object> serializer;

    private Reserializer(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    /**
     * The serializer of a deserializer.
     *
     * @param deserializer the name of its class, from which that of the serializer derives as in Kafka's own
     * @param named the class of the serializer, where its name does not derive
     * @throws IllegalStateException where there is no such class
     */
    @SuppressWarnings("unchecked")
    static Reserializer of(String deserializer, Optional<String> named) {
        var name = named.orElseGet(() -> deserializer.replace("Deserializer", "Serializer"));
        try {
            Serializer<Object> serializer = Utils.newInstance(name, Serializer.class);
            serializer.configure(Map.of(), false);
            return new Reserializer(serializer);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "Dead letters need a serializer, and there is no class %s. Name one as dead-letter-queue.key.serializer or dead-letter-queue.value.serializer of the channel"
                            .formatted(name),
                    missing);
        }
    }

    /** The bytes of a key or a value; null for null. */
    byte[] bytes(String topic, Object value) {
        return value == null ? null : serializer.serialize(topic, value);
    }
}
