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
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Moves the committed offsets of groups that nobody reads for at the moment, or tells what that would do. */
@ApplicationScoped
public class OffsetReset {

    private final KafkaAdmin admin;
    private final Groups groups;
    private final CommittedOffsets committed;
    private final TopicDescriptions topics;
    private final OffsetLookup lookup;

    /** Tells through a admin. */
    public OffsetReset(KafkaAdmin admin) {
        this.admin = admin;
        groups = new Groups(admin);
        committed = new CommittedOffsets(admin);
        topics = new TopicDescriptions(admin);
        lookup = new OffsetLookup(admin, IsolationLevel.READ_UNCOMMITTED, Leaderless.LEAVE_OUT);
    }

    /**
     * Moves what is to be moved, or tells it.
     *
     * <p>A group that is not there begins with the offsets it is given, if the order names topics or partitions.
     *
     * @return fails with {@link Failure.Kind#CONFLICT}, naming them, while the group has members, also where it is only
     *     to be told; with {@link Failure.Kind#NOT_FOUND} for what is not there; with
     *     {@link Failure.Kind#UNPROCESSABLE} for a share group
     */
    public CompletionStage<GroupReset> reset(GroupId group, ResetRequest order) {
        return groups.find(group).thenCompose(found -> {
            check(group, order, found);
            return found.isEmpty()
                    ? reset(group, order, Map.of())
                    : committed.of(group, false).thenCompose(offsets -> reset(group, order, offsets));
        });
    }

    private CompletionStage<GroupReset> reset(GroupId group, ResetRequest order, Map<TopicPartition, Long> offsets) {
        return targets(group, order, offsets)
                .thenCompose(targets -> plan(order, offsets, targets).thenApply(plan -> plan.resets(targets)))
                .thenCompose(resets -> (order.dryRun() ? nothing() : commit(group, resets))
                        .thenApply(done -> new GroupReset(group.value(), order.dryRun(), resets)));
    }

    private static void check(GroupId group, ResetRequest order, Optional<GroupDetails> found) {
        if (found.isEmpty() && order.topics().isEmpty() && order.partitions().isEmpty()) {
            throw Groups.unknown(group);
        }
        found.ifPresent(state -> {
            if (state.isShare()) {
                throw Failure.of(
                        Failure.Kind.UNPROCESSABLE,
                        "Group '" + group + "' is a share group, which has no committed offsets to move");
            }
            GroupChanges.checkEmpty(state);
        });
    }

    private CompletionStage<Set<TopicPartition>> targets(
            GroupId group, ResetRequest order, Map<TopicPartition, Long> offsets) {
        if (order.topics().isEmpty() && order.partitions().isEmpty()) {
            if (offsets.isEmpty()) {
                throw Failure.unprocessableAt(
                        "$.topics", "is missing; group '" + group + "' has committed nothing that could be moved");
            }
            return CompletableFuture.completedStage(offsets.keySet());
        }
        var names = order.names().stream().map(TopicName::value).collect(Collectors.toSet());
        return topics.of(names).thenApply(found -> targets(order, found));
    }

    private static Set<TopicPartition> targets(ResetRequest order, Map<String, TopicDescription> topics) {
        Set<TopicPartition> targets = new HashSet<>();
        for (var topic : order.topics()) {
            for (int partition = 0; partition < count(topic, topics); partition++) {
                targets.add(new TopicPartition(topic.value(), partition));
            }
        }
        for (var place : order.partitions()) {
            int count = count(place.topic(), topics);
            if (place.partition() >= count) {
                throw NotFound.partition(place.topic().value(), place.partition(), count);
            }
            targets.add(place.kafkas());
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
            ResetRequest order, Map<TopicPartition, Long> offsets, Set<TopicPartition> targets) {
        return lookup.ranges(order.to(), targets, offsets)
                .thenApply(ranges -> new ResetPlan(order.to(), offsets, ranges));
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
