package dev.weir.cluster;

import dev.weir.kafka.ChangeVisibility;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The compacted topic of the states: created where it is missing, checked where it is not. */
final class StateTopic {

    private final TopicName name;
    private final KafkaAdmin admin;

    StateTopic(TopicName name, KafkaAdmin admin) {
        this.name = name;
        this.admin = admin;
    }

    /**
     * Completes when there is a topic that fits.
     *
     * @return fails with {@link Failure.Kind#UNAVAILABLE} while Kafka does not respond, and with another kind where the
     *     topic does not fit, or Weir may not create it
     */
    CompletionStage<Void> prepare() {
        var wanted = new NewTopic(name.value(), Optional.of(StatePartition.COUNT), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"));
        return partitions()
                .handle((count, thrown) -> {
                    if (thrown == null) {
                        return check(count);
                    }
                    if (KafkaFailures.ofRead(thrown).kind() != Failure.Kind.NOT_FOUND) {
                        throw KafkaFailures.ofRead(thrown);
                    }
                    return create(wanted);
                })
                .thenCompose(done -> done);
    }

    private CompletionStage<Integer> partitions() {
        return admin.read(kafka -> kafka.describeTopics(List.of(name.value()))
                .topicNameValues()
                .get(name.value())
                .thenApply(topic -> topic.partitions().size()));
    }

    private CompletionStage<Void> create(NewTopic wanted) {
        return admin.write(kafka -> kafka.createTopics(List.of(wanted)).all())
                .handle((done, thrown) -> {
                    if (thrown == null) {
                        return null;
                    }
                    var failure = KafkaFailures.ofWrite(thrown);
                    if (failure.kind() == Failure.Kind.CONFLICT) {
                        // Another node was faster, with the same settings.
                        return null;
                    }
                    throw failure.kind() == Failure.Kind.UNKNOWN_OUTCOME
                            ? KafkaFailures.ofRead(thrown)
                            : new Failure(
                                    failure.kind(),
                                    "Topic '%s' (weir.cluster.topic) is missing and Kafka does not let Weir create it: %s. Create it with %d partitions and cleanup.policy=compact"
                                            .formatted(name, failure.getMessage(), StatePartition.COUNT),
                                    thrown);
                })
                .thenCompose(created -> ChangeVisibility.await(
                        this::partitions,
                        (count, failure) -> failure == null || failure.kind() != Failure.Kind.NOT_FOUND))
                .thenAccept(visible -> {});
    }

    private CompletionStage<Void> check(int count) {
        if (count != StatePartition.COUNT) {
            throw unfit("has %d partitions and needs %d".formatted(count, StatePartition.COUNT));
        }
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name.value());
        return admin.read(kafka ->
                        kafka.describeConfigs(List.of(resource)).values().get(resource))
                .thenAccept(configs -> {
                    var policy = configs.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
                    if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
                        throw unfit("has cleanup.policy=%s and needs compact".formatted(policy));
                    }
                });
    }

    private Failure unfit(String why) {
        return Failure.conflict(
                "Topic '%s' (weir.cluster.topic) %s; name another topic, or delete this one if nothing uses it"
                        .formatted(name, why));
    }
}
