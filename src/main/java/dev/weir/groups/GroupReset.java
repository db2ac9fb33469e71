package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The effect of a reset, or of a dry run.
 *
 * @param dryRun whether nothing was changed
 * @param members number of members of the group, for which Kafka refuses the reset itself; 0 unless for a dry run
 * @param partitions in order
 */
@RegisterForReflection
public record GroupReset(
        String group, @JsonProperty("dry_run") boolean dryRun, int members, List<PartitionReset> partitions) {

    public GroupReset {
        partitions = List.copyOf(partitions);
    }
}
