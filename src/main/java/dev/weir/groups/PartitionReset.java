package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.common.TopicPartition;

/**
 * The effect of a reset on one partition.
 *
 * @param before the committed offset; null where there was none
 * @param after the committed offset after the reset
 * @param records number of records that are repeated or skipped; null where nothing was committed
 */
@RegisterForReflection
public record PartitionReset(String topic, int partition, Long before, long after, Effect effect, Long records) {

    /** The effect on the records between the two offsets. */
    public enum Effect {
        /** Records that were read are read again. */
        @JsonProperty("repeat")
        REPEAT,
        /** Records are skipped. */
        @JsonProperty("skip")
        SKIP,
        @JsonProperty("none")
        NONE,
        /** Nothing was committed before. */
        @JsonProperty("begin")
        BEGIN
    }

    static PartitionReset of(TopicPartition at, Long before, long after) {
        return new PartitionReset(
                at.topic(),
                at.partition(),
                before,
                after,
                effect(before, after),
                before == null ? null : Math.abs(after - before));
    }

    private static Effect effect(Long before, long after) {
        if (before == null) {
            return Effect.BEGIN;
        }
        if (before == after) {
            return Effect.NONE;
        }
        return after < before ? Effect.REPEAT : Effect.SKIP;
    }
}
