package dev.weir.channels;

import dev.weir.channels.handler.PoisonRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes strings, and throws for every {@link PoisonRecord}. */
// Not a Deserializer<String>: Quarkus would choose it for each channel of strings that names none.
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
