package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.OffsetLookup.Leaderless;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Resets the committed offsets of groups without members, or computes the effect of that for any group. */
@ApplicationScoped
public class OffsetReset {

    private final KafkaAdmin admin;
    private final Groups groups;
    private final CommittedOffsets committed;
    private final TopicDescriptions topics;
    private final OffsetLookup lookup;

    /** Resets offsets with an admin client. */
    public OffsetReset(KafkaAdmin admin) {
        this.admin = admin;
        groups = new Groups(admin);
        committed = new CommittedOffsets(admin);
        topics = new TopicDescriptions(admin);
        lookup = new OffsetLookup(admin, IsolationLevel.READ_UNCOMMITTED, Leaderless.LEAVE_OUT);
    }

    /**
     * Resets offsets, or computes the effect for a dry run.
     *
     * <p>A group that does not exist is created with these offsets, if the request names topics or partitions. A dry
     * run computes the effect also while the group has members, and says how many.
     *
     * @return fails with {@link Failure.Kind#CONFLICT} while the group has members, unless for a dry run; with
     *     {@link Failure.Kind#NOT_FOUND} for a missing group, topic or partition; with
     *     {@link Failure.Kind#UNPROCESSABLE} for a share group
     */
    public CompletionStage<GroupReset> reset(GroupId group, ResetRequest request) {
        return reset(group, request, topic -> {});
    }

    /**
     * As {@link #reset(GroupId, ResetRequest)}.
     *
     * @param check throws for a topic whose offsets may not be moved; topics that the group has committed and the
     *     request does not name are checked too
     */
    CompletionStage<GroupReset> reset(GroupId group, ResetRequest request, Consumer<TopicName> check) {
        return groups.find(group).thenCompose(found -> {
            check(group, request, found);
            var offsets = found.isEmpty()
                    ? CompletableFuture.completedStage(Map.<TopicPartition, Long>of())
                    : committed.of(group, false);
            int members = found.map(state -> state.members().size()).orElse(0);
            return offsets.thenCompose(before -> resets(group, request, before, check))
                    .thenCompose(resets -> (request.dryRun() ? nothing() : commit(group, resets))
                            .thenApply(done -> new GroupReset(group.value(), request.dryRun(), members, resets)));
        });
    }

    private CompletionStage<List<PartitionReset>> resets(
            GroupId group, ResetRequest request, Map<TopicPartition, Long> offsets, Consumer<TopicName> check) {
        return targets(group, request, offsets).thenCompose(targets -> {
            targets.stream()
                    .map(TopicPartition::topic)
                    .distinct()
                    .map(TopicName::new)
                    .forEach(check);
            return plan(request, offsets, targets).thenApply(plan -> plan.resets(targets));
        });
    }

    private static void check(GroupId group, ResetRequest request, Optional<GroupDetails> found) {
        if (found.isEmpty()
                && request.topics().isEmpty()
                && request.partitions().isEmpty()) {
            throw NotFound.group(group);
        }
        found.ifPresent(state -> {
            if (state.isShare()) {
                throw Failure.unprocessable(
                        "Group '" + group + "' is a share group, which has no committed offsets to move");
            }
            if (!request.dryRun()) {
                GroupChanges.checkEmpty(state);
            }
        });
    }

    private CompletionStage<Set<TopicPartition>> targets(
            GroupId group, ResetRequest request, Map<TopicPartition, Long> offsets) {
        if (request.topics().isEmpty() && request.partitions().isEmpty()) {
            if (offsets.isEmpty()) {
                throw Failure.unprocessableAt(
                        "$.topics", "is missing; group '" + group + "' has committed nothing that could be moved");
            }
            return CompletableFuture.completedStage(offsets.keySet());
        }
        var names = request.names().stream().map(TopicName::value).collect(Collectors.toSet());
        return topics.of(names).thenApply(found -> targets(request, found));
    }

    private static Set<TopicPartition> targets(ResetRequest request, Map<String, TopicDescription> topics) {
        Set<TopicPartition> targets = new HashSet<>();
        for (var topic : request.topics()) {
            for (int partition = 0; partition < count(topic, topics); partition++) {
                targets.add(new TopicPartition(topic.value(), partition));
            }
        }
        for (var partition : request.partitions()) {
            int count = count(partition.topic(), topics);
            if (partition.partition() >= count) {
                throw NotFound.partition(partition.topic().value(), partition.partition(), count);
            }
            targets.add(partition.toTopicPartition());
        }
        return targets;
    }

    private static int count(TopicName topic, Map<String, TopicDescription> topics) {
        var description = topics.get(topic.value());
        if (description == null) {
            throw NotFound.topic(topic.value());
        }
        return description.partitions().size();
    }

    private CompletionStage<ResetPlan> plan(
            ResetRequest request, Map<TopicPartition, Long> offsets, Set<TopicPartition> targets) {
        return lookup.ranges(request.to(), targets, offsets)
                .thenApply(ranges -> new ResetPlan(request.to(), offsets, ranges));
    }

    private CompletionStage<Void> commit(GroupId group, List<PartitionReset> resets) {
        var offsets = resets.stream()
                .collect(Collectors.toMap(
                        reset -> new TopicPartition(reset.topic(), reset.partition()),
                        reset -> new OffsetAndMetadata(reset.after())));
        return admin.write(
                admin -> admin.alterConsumerGroupOffsets(group.value(), offsets).all());
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }
}
