package dev.weir.topics;

import dev.weir.kafka.ChangeVisibility;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Creates, alters and deletes topics.
 *
 * <p>Changes of Kafka's internal topics are {@link Failure.Kind#FORBIDDEN}. Changes that Kafka rejects are
 * {@link Failure.Kind#UNPROCESSABLE}, with Kafka's reason. A change completes when a broker shows it, or a second after
 * the controller has confirmed it.
 */
@ApplicationScoped
public class TopicChanges {

    private final KafkaAdmin admin;
    private final TopicMetadataCache cache;

    /**
     * Changes topics with an admin client.
     *
     * @param cache from which changed topics are removed
     */
    public TopicChanges(KafkaAdmin admin, TopicMetadataCache cache) {
        this.admin = admin;
        this.cache = cache;
    }

    /** Completes when the topic is created; fails with {@link Failure.Kind#CONFLICT} where it exists. */
    public CompletionStage<Void> create(NewTopicSpec spec) {
        checkMutable(spec.topic());
        var topic = new NewTopic(
                        spec.topic().value(),
                        Optional.ofNullable(spec.partitions()),
                        Optional.ofNullable(spec.replicationFactor()))
                .configs(spec.configs());
        var options = new CreateTopicsOptions().validateOnly(spec.validateOnly());
        var created =
                admin.write(admin -> admin.createTopics(List.of(topic), options).all());
        return invalidating(
                spec.topic(), spec.validateOnly() ? created : created.thenCompose(done -> awaitVisible(spec.topic())));
    }

    /**
     * Completes when partitions and settings are changed.
     *
     * <p>Both requests are validated before the first is executed, so that a rejected one leaves no half of the change.
     */
    public CompletionStage<Void> change(TopicName topic, TopicChange change) {
        checkMutable(topic);
        return invalidating(
                topic,
                checkExists(topic)
                        .thenCompose(exists -> grow(topic, change.partitions(), true))
                        .thenCompose(valid -> set(topic, change.configs(), true))
                        .thenCompose(valid -> grow(topic, change.partitions(), false))
                        .thenCompose(grown -> set(topic, change.configs(), false))
                        .thenCompose(set -> awaitVisible(topic, change)));
    }

    /** Completes when the topic is deleted. */
    public CompletionStage<Void> delete(TopicName topic) {
        checkMutable(topic);
        return invalidating(
                topic,
                admin.write(admin -> admin.deleteTopics(List.of(topic.value())).all())
                        .exceptionally(thrown -> {
                            throw KafkaFailures.ofTopic(thrown, topic);
                        })
                        .thenCompose(deleted -> awaitDeleted(topic)));
    }

    /** Rejects a change of an internal topic. */
    static void checkMutable(TopicName topic) {
        if (topic.isInternal()) {
            throw Failure.forbidden(
                    "Topic '" + topic + "' is Kafka's own (it begins with __): it is shown, not changed");
        }
    }

    private CompletionStage<Void> checkExists(TopicName topic) {
        return topics().partitions(topic).thenAccept(partitions -> {});
    }

    private CompletionStage<Void> awaitVisible(TopicName topic) {
        return ChangeVisibility.await(() -> topics().describe(topic, false), (found, failure) -> !isUnknown(failure));
    }

    private CompletionStage<Void> awaitDeleted(TopicName topic) {
        return ChangeVisibility.await(() -> topics().partitions(topic), (found, failure) -> failure != null);
    }

    private CompletionStage<Void> awaitVisible(TopicName topic, TopicChange change) {
        return ChangeVisibility.await(
                () -> topics().describe(topic, true), (found, failure) -> failure != null || isVisible(found, change));
    }

    private static boolean isVisible(TopicDetails found, TopicChange change) {
        boolean grown = change.partitions() == null || found.partitions().size() >= change.partitions();
        return grown
                && change.configs().entrySet().stream()
                        .allMatch(wanted -> wanted.getValue() == null
                                || wanted.getValue().equals(found.configs().get(wanted.getKey())));
    }

    private static boolean isUnknown(Failure failure) {
        return failure != null && failure.kind() == Failure.Kind.NOT_FOUND;
    }

    private Topics topics() {
        return new Topics(admin);
    }

    private CompletionStage<Void> grow(TopicName topic, Integer partitions, boolean validateOnly) {
        if (partitions == null) {
            return CompletableFuture.completedStage(null);
        }
        var wanted = Map.of(topic.value(), NewPartitions.increaseTo(partitions));
        var options = new CreatePartitionsOptions().validateOnly(validateOnly);
        return admin.write(admin -> admin.createPartitions(wanted, options).all());
    }

    private CompletionStage<Void> set(TopicName topic, Map<String, String> configs, boolean validateOnly) {
        if (configs.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.value());
        Collection<AlterConfigOp> changes = configs.entrySet().stream()
                .map(entry -> new AlterConfigOp(
                        new ConfigEntry(entry.getKey(), entry.getValue()),
                        entry.getValue() == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET))
                .toList();
        var options = new AlterConfigsOptions().validateOnly(validateOnly);
        return admin.write(admin -> admin.incrementalAlterConfigs(Map.of(resource, changes), options)
                .all());
    }

    /** After a failure too: a request without a response may have been executed. */
    private CompletionStage<Void> invalidating(TopicName topic, CompletionStage<Void> done) {
        return done.whenComplete((nothing, thrown) -> cache.forget(topic));
    }
}
