package dev.weir.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The counts of a generator.
 *
 * @param spec the request, with its defaults
 * @param enqueued records passed to Kafka's producer
 * @param delivered those of them that are stored
 * @param errors records that were rejected, failed or have an unknown outcome
 * @param lastError the message of the last error; null without errors
 */
@RegisterForReflection
public record GeneratorReport(
        String id, State state, GeneratorSpec spec, long enqueued, long delivered, long errors, String lastError) {

    /** The state of a generator. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        /** The count was reached. */
        @JsonProperty("finished")
        FINISHED,
        /** The generator was stopped. */
        @JsonProperty("stopped")
        STOPPED,
        /** The generator ended by a defect. */
        @JsonProperty("failed")
        FAILED
    }

    @Override
    @JsonProperty("last_error")
    public String lastError() {
        return lastError;
    }
}
