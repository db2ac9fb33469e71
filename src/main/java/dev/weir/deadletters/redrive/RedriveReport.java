package dev.weir.deadletters.redrive;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The state of a redrive.
 *
 * @param total dead letters that were found so far
 * @param failed those of them that Kafka refused, or whose outcome is unknown
 * @param results the last thousand
 * @param error why the redrive ended early; null where it did not
 */
@RegisterForReflection
public record RedriveReport(
        String id,
        String topic,
        State state,
        long total,
        long sent,
        long failed,
        long skipped,
        List<RedriveResult> results,
        String error) {

    /** The state of a redrive. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("cancelled")
        CANCELLED,
        /** It could not go on. */
        @JsonProperty("failed")
        FAILED
    }

    public RedriveReport {
        results = List.copyOf(results);
    }
}
