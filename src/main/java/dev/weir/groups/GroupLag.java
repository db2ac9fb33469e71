package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;

/**
 * How far a group is.
 *
 * @param state in Kafka's words
 * @param lag records that are not read yet, of all partitions with a committed offset; null where nothing is committed,
 *     or where a partition has no leader to tell
 * @param lagMillis of the partition that is furthest behind in time; null where none could tell
 * @param partitions that have a committed offset or a member, in order
 */
@RegisterForReflection
public record GroupLag(
        String group,
        String state,
        Long lag,
        @JsonProperty("lag_ms") Long lagMillis,
        List<PartitionLag> partitions) {

    static GroupLag of(GroupDetails group, List<PartitionLag> partitions) {
        return new GroupLag(
                group.group(),
                group.state(),
                total(partitions),
                partitions.stream()
                        .map(PartitionLag::lagMillis)
                        .filter(Objects::nonNull)
                        .max(Long::compare)
                        .orElse(null),
                List.copyOf(partitions));
    }

    /** Null where nothing is committed, or one of the ends is unknown: part of a lag would look like less of it. */
    static Long total(List<PartitionLag> partitions) {
        var committed = partitions.stream().filter(at -> at.committed() != null).toList();
        return committed.isEmpty() || committed.stream().anyMatch(at -> at.lag() == null)
                ? null
                : committed.stream().mapToLong(PartitionLag::lag).sum();
    }
}
