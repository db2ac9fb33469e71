package dev.weir.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A request for a generator.
 *
 * @param rate records a second, more than 0; null for no limit
 * @param count number of records; null for no limit
 * @param key a {@link Template}; null for records without a key
 * @param value a {@link Template}
 * @param mode whether each record is confirmed before the next; {@link Mode#SYNC} by default
 * @param seed of the random text, which repeats it; null for a random seed
 */
@RegisterForReflection
public record GeneratorSpec(
        TopicName topic,
        Double rate,
        Long count,
        String key,
        String value,
        Mode mode,
        Acks acks,
        PartitionerType partitioner,
        Long seed) {

    /** Whether a record waits for the outcome of the previous one. */
    public enum Mode {
        /** Each record waits for the outcome of the previous one. */
        @JsonProperty("sync")
        SYNC,
        /** Records are sent when they are due, without waiting for outcomes. */
        @JsonProperty("async")
        ASYNC
    }

    public GeneratorSpec {
        if (topic == null) {
            throw Failure.unprocessableAt("$.topic", "is missing");
        }
        if (value == null) {
            throw Failure.unprocessableAt(
                    "$.value", "is missing; it is text with places such as {n}, {unix-time}, {random:4}");
        }
        if (rate != null && (rate.isNaN() || rate <= 0)) {
            throw Failure.invalidAt("$.rate", "is records a second, more than 0; leave it out for as fast as it goes");
        }
        if (count != null && count < 1) {
            throw Failure.invalidAt("$.count", "is a whole number from 1; leave it out for no end");
        }
        mode = mode == null ? Mode.SYNC : mode;
        acks = acks == null ? Acks.ALL : acks;
        partitioner = partitioner == null ? PartitionerType.MURMUR2 : partitioner;
    }
}
