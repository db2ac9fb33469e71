package dev.weir.deadletters.redrive;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.StoredRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The effect of a redrive on one dead letter.
 *
 * @param partition of the dead letter, as the offset
 * @param to where it is stored; null unless it was sent
 * @param error why it was not sent, or may not have been; null where it was
 */
@RegisterForReflection
public record RedriveResult(int partition, long offset, Effect effect, StoredRecord to, String error) {

    /** The effect. */
    public enum Effect {
        @JsonProperty("sent")
        SENT,
        /** Kafka refused it. */
        @JsonProperty("failed")
        FAILED,
        /** It may have been sent. */
        @JsonProperty("unknown")
        UNKNOWN,
        /** It was not tried. */
        @JsonProperty("skipped")
        SKIPPED
    }

    static RedriveResult skipped(ConsumerRecord<byte[], byte[]> letter, String reason) {
        return new RedriveResult(letter.partition(), letter.offset(), Effect.SKIPPED, null, reason);
    }
}
