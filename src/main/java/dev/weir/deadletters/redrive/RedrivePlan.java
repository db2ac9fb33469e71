package dev.weir.deadletters.redrive;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.deadletters.letter.LetterDetails;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The effect that a redrive would have.
 *
 * @param dryRun always true
 * @param count of the dead letters that it would send
 * @param skippedCount of those that it would not
 * @param skipped the first thousand of them
 * @param sample the first five that it would send
 * @param isComplete whether all dead letters were looked at
 */
@RegisterForReflection
public record RedrivePlan(
        @JsonProperty("dry_run") boolean dryRun,
        long count,
        @JsonProperty("by_target") List<Target> byTarget,
        @JsonProperty("skipped_count") long skippedCount,
        List<RedriveResult> skipped,
        List<LetterDetails> sample,
        @JsonProperty("complete") boolean isComplete) {

    /** How many dead letters would go to a topic. */
    @RegisterForReflection
    public record Target(String topic, long count) {}

    public RedrivePlan {
        byTarget = List.copyOf(byTarget);
        skipped = List.copyOf(skipped);
        sample = List.copyOf(sample);
    }
}
