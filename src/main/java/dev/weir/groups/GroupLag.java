package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The lag of a group.
 *
 * @param state Kafka's name
 * @param lag of all partitions with a committed offset; null where nothing is committed, or where a partition has no
 *     leader
 * @param lagMillis the maximum of its partitions; null where it is unknown for all
 * @param partitions those with a committed offset or a member, in order
 */
@RegisterForReflection
public record GroupLag(
        String group,
        String state,
        Long lag,
        @JsonProperty("lag_ms") Long lagMillis,
        List<PartitionLag> partitions) {

    static GroupLag of(GroupDetails group, List<PartitionLag> partitions) {
        return of(group.group(), group.state(), partitions);
    }

    /** The group without the topics that a client may not see, which do not count either. */
    GroupLag only(Predicate<String> topics) {
        return of(
                group,
                state,
                partitions.stream().filter(at -> topics.test(at.topic())).toList());
    }

    private static GroupLag of(String group, String state, List<PartitionLag> partitions) {
        return new GroupLag(
                group,
                state,
                total(partitions),
                partitions.stream()
                        .map(PartitionLag::lagMillis)
                        .filter(Objects::nonNull)
                        .max(Long::compare)
                        .orElse(null),
                List.copyOf(partitions));
    }

    /** Null where nothing is committed, or an end offset is unknown: a partial sum would look like a smaller lag. */
    static Long total(List<PartitionLag> partitions) {
        var committed = partitions.stream().filter(at -> at.committed() != null).toList();
        return committed.isEmpty() || committed.stream().anyMatch(at -> at.lag() == null)
                ? null
                : committed.stream().mapToLong(PartitionLag::lag).sum();
    }
}
