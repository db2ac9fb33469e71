package dev.weir.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a generator is.
 *
 * @param enqueued records given to Kafka's producer
 * @param delivered of these, stored as asked for
 * @param errors records that were refused, failed or are of unknown outcome
 * @param lastError why the last of the errors was one; null without errors
 */
@RegisterForReflection
public record GeneratorReport(
        String id, State state, GeneratorSpec order, long enqueued, long delivered, long errors, String lastError) {

    /** Whether there is more to come. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        /** The count was reached. */
        @JsonProperty("finished")
        FINISHED,
        /** It was told to. */
        @JsonProperty("stopped")
        STOPPED,
        /** It ended before either, by a defect. */
        @JsonProperty("failed")
        FAILED
    }

    @Override
    @JsonProperty("last_error")
    public String lastError() {
        return lastError;
    }
}
