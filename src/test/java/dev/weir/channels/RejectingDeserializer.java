package dev.weir.channels;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes text of bytes, and falls by every {@link PoisonRecord} while it does. */
/* Not of String: Quarkus would take it for every channel of texts that names none. */
public class RejectingDeserializer implements Deserializer<Object> {

    @Override
    public Object deserialize(String topic, byte[] data) {
        if (data == null) {
            return null;
        }
        var text = new String(data, StandardCharsets.UTF_8);
        try {
            PoisonRecord.check(text);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalArgumentException(checked);
        }
        return text;
    }
}
