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

/** Deletes groups, and their committed offsets of a topic. */
@ApplicationScoped
public class GroupChanges {

    private final KafkaAdmin admin;
    private final Groups groups;
    private final CommittedOffsets committed;

    /** Changes groups with an admin client. */
    public GroupChanges(KafkaAdmin admin) {
        this.admin = admin;
        groups = new Groups(admin);
        committed = new CommittedOffsets(admin);
    }

    /**
     * Completes when the group and its offsets are deleted.
     *
     * @return fails with {@link Failure.Kind#CONFLICT} while the group has members; the message names them
     */
    public CompletionStage<Void> delete(GroupId group) {
        var ids = List.of(group.value());
        return groups.describe(group).thenCompose(state -> {
            checkEmpty(state);
            return admin.write(admin -> state.isShare()
                    ? admin.deleteShareGroups(ids).all()
                    : admin.deleteConsumerGroups(ids).all());
        });
    }

    /**
     * Completes when the group's committed offsets of a topic are deleted.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where it has none, and with {@link Failure.Kind#CONFLICT} while
     *     members are subscribed to the topic
     */
    public CompletionStage<Void> deleteOffsets(GroupId group, TopicName topic) {
        return groups.describe(group).thenCompose(state -> committed
                .of(group, state.isShare())
                .thenCompose(offsets -> deleteOffsets(group, topic, state, of(topic, offsets.keySet()))));
    }

    private CompletionStage<Void> deleteOffsets(
            GroupId group, TopicName topic, GroupDetails state, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            throw Failure.notFound("Group '%s' has no offsets of topic '%s'".formatted(group, topic));
        }
        return admin.write(admin -> state.isShare()
                ? admin.deleteShareGroupOffsets(group.value(), Set.of(topic.value()))
                        .all()
                : admin.deleteConsumerGroupOffsets(group.value(), partitions).all());
    }

    /** Rejects a change of a group that has members. */
    static void checkEmpty(GroupDetails group) {
        if (!group.members().isEmpty()) {
            throw Failure.conflict("Group '%s' has live members, which have to leave first: %s"
                    .formatted(group.group(), group.names()));
        }
    }

    private static Set<TopicPartition> of(TopicName topic, Set<TopicPartition> partitions) {
        return partitions.stream()
                .filter(at -> at.topic().equals(topic.value()))
                .collect(Collectors.toSet());
    }
}
