package dev.weir.channels.commit;

import dev.weir.channels.deadletter.UndecodableMarker;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Wraps the deserializer of a channel so that none of its failures terminates the channel: it marks the record and
 * returns null.
 *
 * <p>Otherwise the connector closes its consumer, and after an {@link Error} Kafka's consumer skips the records of the
 * same fetch. {@link GuardedCommitHandler} makes a marked record a dead letter before it is handled. See
 * {@link GuardedDeserializerCustomizer}.
 */
@RegisterForReflection
public final class GuardedDeserializer implements Deserializer<Object> {

    private static final String PREFIX = "weir.guarded.";

    private Deserializer<?> guarded;
    private boolean isKey;

    /** The setting that names the deserializer of a channel's keys or values. */
    static String setting(String deserializer) {
        return PREFIX + deserializer;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean key) {
        var name = String.valueOf(settings.get(setting(key ? "key.deserializer" : "value.deserializer")));
        try {
            guarded = Utils.newInstance(name, Deserializer.class);
        } catch (ClassNotFoundException missing) {
            throw new KafkaException("There is no deserializer " + name, missing);
        }
        isKey = key;
        guarded.configure(settings, key);
    }

    @Override
    public Object deserialize(String topic, byte[] data) {
        return guarded.deserialize(topic, data);
    }

    @Override
    public Object deserialize(String topic, Headers headers, byte[] data) {
        try {
            return guarded.deserialize(topic, headers, data);
        } catch (OutOfMemoryError ofTheProcess) {
            throw ofTheProcess;
        } catch (Exception | Error failed) {
            headers.add(new UndecodableMarker(isKey, data, failed));
            return null;
        }
    }

    @Override
    public void close() {
        if (guarded != null) {
            guarded.close();
        }
    }
}
