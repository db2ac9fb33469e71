package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The effect of a reset, or of a dry run.
 *
 * @param dryRun whether nothing was changed
 * @param partitions in order
 */
@RegisterForReflection
public record GroupReset(
        String group, @JsonProperty("dry_run") boolean dryRun, List<PartitionReset> partitions) {

    public GroupReset {
        partitions = List.copyOf(partitions);
    }
}
