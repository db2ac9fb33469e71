package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.NamePage;
import dev.weir.model.NameSelection;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetLookup.Leaderless;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Computes the lag of groups. */
@ApplicationScoped
public class GroupLags {

    private final Groups groups;
    private final CommittedOffsets committed;
    private final OffsetLookup lookup;
    private final OldestUnread oldest;

    /** Computes lags with an admin client. */
    public GroupLags(KafkaAdmin admin) {
        groups = new Groups(admin);
        committed = new CommittedOffsets(admin);
        lookup = new OffsetLookup(admin, IsolationLevel.READ_UNCOMMITTED, Leaderless.LEAVE_OUT);
        oldest = new OldestUnread(admin);
    }

    /**
     * A summary of each group that is selected, in the order of their ids.
     *
     * @param visible the ids of groups that may be seen
     * @param lag whether to compute the lag of these groups, which is null otherwise
     */
    public CompletionStage<NamePage<GroupSummary>> summaries(
            NameSelection selection, Predicate<String> visible, boolean lag) {
        return groups.listings()
                .thenApply(all -> selection.of(all, GroupListing::groupId, visible))
                .thenCompose(page -> (lag ? withLag(page.items()) : withoutLag(page.items())).thenApply(page::with));
    }

    private CompletionStage<List<GroupSummary>> withLag(List<GroupListing> listings) {
        return committed(listings).thenCompose(offsets -> ends(offsets).thenApply(ends -> listings.stream()
                .map(group -> summary(group, total(offsets.getOrDefault(group.groupId(), Map.of()), ends)))
                .toList()));
    }

    private static CompletionStage<List<GroupSummary>> withoutLag(List<GroupListing> listings) {
        return CompletableFuture.completedStage(
                listings.stream().map(group -> summary(group, null)).toList());
    }

    /**
     * The lag of one group, by partition.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where the group does not exist
     */
    public CompletionStage<GroupLag> lag(GroupId group) {
        return groups.describe(group).thenCompose(state -> committed
                .of(group, state.isShare())
                .thenCompose(offsets -> partitions(state, offsets))
                .thenCompose(oldest::ages)
                .thenApply(partitions -> GroupLag.of(state, partitions)));
    }

    private CompletionStage<List<PartitionLag>> partitions(GroupDetails group, Map<TopicPartition, Long> offsets) {
        var members = members(group);
        var partitions = new HashSet<>(offsets.keySet());
        partitions.addAll(members.keySet());
        return lookup.latest(partitions).thenApply(ends -> partitions.stream()
                .map(at -> PartitionLag.of(at, offsets.get(at), ends.get(at), members.get(at)))
                .sorted(Comparator.comparing(PartitionLag::topic).thenComparing(PartitionLag::partition))
                .toList());
    }

    /** The member of each partition; in a share group, where several may have it, any of them. */
    private static Map<TopicPartition, GroupMember> members(GroupDetails group) {
        Map<TopicPartition, GroupMember> members = new HashMap<>();
        for (var member : group.members()) {
            member.partitions().forEach(partition -> members.putIfAbsent(partition.toTopicPartition(), member));
        }
        return members;
    }

    private CompletionStage<Map<String, Map<TopicPartition, Long>>> committed(Collection<GroupListing> listings) {
        var shares = listings.stream()
                .filter(GroupLags::isShare)
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
        var others = listings.stream()
                .map(GroupListing::groupId)
                .filter(group -> !shares.contains(group))
                .toList();
        return committed.ofConsumers(others).thenCombine(committed.ofShares(shares), (consumers, sharing) -> {
            var all = new HashMap<>(consumers);
            all.putAll(sharing);
            return all;
        });
    }

    private CompletionStage<Map<TopicPartition, Long>> ends(Map<String, Map<TopicPartition, Long>> committed) {
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        return lookup.latest(partitions);
    }

    private static GroupSummary summary(GroupListing group, Long lag) {
        return new GroupSummary(
                group.groupId(),
                group.type()
                        .map(type -> type.toString().toLowerCase(Locale.ROOT))
                        .orElse(null),
                group.protocol(),
                group.groupState().map(Object::toString).orElse(null),
                lag);
    }

    private static Long total(Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> ends) {
        return GroupLag.total(offsets.entrySet().stream()
                .map(entry -> PartitionLag.of(entry.getKey(), entry.getValue(), ends.get(entry.getKey()), null))
                .toList());
    }

    private static boolean isShare(GroupListing group) {
        return group.type().equals(Optional.of(GroupType.SHARE));
    }
}
