package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Deletes groups, and what they have committed for a topic. */
@ApplicationScoped
public class GroupChanges {

    private final KafkaAdmin admin;
    private final Groups groups;
    private final CommittedOffsets committed;

    /** Tells through a admin. */
    public GroupChanges(KafkaAdmin admin) {
        this.admin = admin;
        groups = new Groups(admin);
        committed = new CommittedOffsets(admin);
    }

    /**
     * Completes when the group and all its offsets are gone.
     *
     * @return fails with {@link Failure.Kind#CONFLICT}, naming them, while it has members
     */
    public CompletionStage<Void> delete(GroupId group) {
        var ids = List.of(group.value());
        return groups.state(group).thenCompose(state -> {
            checkEmpty(state);
            return admin.write(admin -> state.isShare()
                    ? admin.deleteShareGroups(ids).all()
                    : admin.deleteConsumerGroups(ids).all());
        });
    }

    /**
     * Completes when what the group has committed for a topic is gone.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where it has committed nothing for it, and with
     *     {@link Failure.Kind#CONFLICT} while members are subscribed to it
     */
    public CompletionStage<Void> deleteOffsets(GroupId group, TopicName topic) {
        return groups.state(group).thenCompose(state -> committed
                .of(group, state.isShare())
                .thenCompose(offsets -> deleteOffsets(group, topic, state, of(topic, offsets.keySet()))));
    }

    private CompletionStage<Void> deleteOffsets(
            GroupId group, TopicName topic, GroupDetails state, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            throw Failure.of(Failure.Kind.NOT_FOUND, "Group '%s' has no offsets of topic '%s'".formatted(group, topic));
        }
        return admin.write(admin -> state.isShare()
                ? admin.deleteShareGroupOffsets(group.value(), Set.of(topic.value()))
                        .all()
                : admin.deleteConsumerGroupOffsets(group.value(), partitions).all());
    }

    /** Refuses what cannot be done to a group while somebody reads for it. */
    static void checkEmpty(GroupDetails group) {
        if (!group.members().isEmpty()) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "Group '%s' has live members, which have to leave first: %s"
                            .formatted(group.group(), group.names()));
        }
    }

    private static Set<TopicPartition> of(TopicName topic, Set<TopicPartition> partitions) {
        return partitions.stream()
                .filter(at -> at.topic().equals(topic.value()))
                .collect(Collectors.toSet());
    }
}
