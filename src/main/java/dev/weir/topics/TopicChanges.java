package dev.weir.topics;

import dev.weir.kafka.ChangeVisibility;
import dev.weir.kafka.KafkaAdmin;
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
 * it was made.
 */
@ApplicationScoped
public class TopicChanges {

    private final KafkaAdmin admin;
    private final TopicMetadataCache catalog;

    /**
     * Tells through a wire.
     *
     * @param catalog is told what is not as it was
     */
    public TopicChanges(KafkaAdmin admin, TopicMetadataCache catalog) {
        this.admin = admin;
        this.catalog = catalog;
    }

    /** Completes when the topic is made; fails with {@link Failure.Kind#CONFLICT} where it is there already. */
    public CompletionStage<Void> create(NewTopicSpec order) {
        checkOurs(order.topic());
        var topic = new NewTopic(
                        order.topic().value(),
                        Optional.ofNullable(order.partitions()),
                        Optional.ofNullable(order.replicationFactor()))
                .configs(order.configs());
        var options = new CreateTopicsOptions().validateOnly(order.validateOnly());
        var made =
                admin.write(admin -> admin.createTopics(List.of(topic), options).all());
        return forgetting(order.topic(), order.validateOnly() ? made : made.thenCompose(done -> seen(order.topic())));
    }

    /**
     * Completes when all of the change is made.
     *
     * <p>Kafka is asked first whether it would take each half, so that nothing is done by halves.
     */
    public CompletionStage<Void> change(TopicName topic, TopicChange change) {
        checkOurs(topic);
        return forgetting(
                topic,
                known(topic)
                        .thenCompose(known -> grow(topic, change.partitions(), true))
                        .thenCompose(possible -> set(topic, change.configs(), true))
                        .thenCompose(possible -> grow(topic, change.partitions(), false))
                        .thenCompose(grown -> set(topic, change.configs(), false))
                        .thenCompose(set -> seen(topic, change)));
    }

    /** Completes when the topic and its records are gone. */
    public CompletionStage<Void> delete(TopicName topic) {
        checkOurs(topic);
        return forgetting(
                topic,
                admin.write(admin -> admin.deleteTopics(List.of(topic.value())).all())
                        .<Void>handle((done, thrown) -> {
                            if (thrown != null) {
                                throw Unknown.topic(topic, thrown);
                            }
                            return null;
                        })
                        .thenCompose(gone -> unseen(topic)));
    }

    /** Refuses what would change a topic that Kafka keeps for itself. */
    static void checkOurs(TopicName topic) {
        if (topic.isInternal()) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "Topic '" + topic + "' is Kafka's own (it begins with __): it is shown, not changed");
        }
    }

    private CompletionStage<Void> known(TopicName topic) {
        return topics().partitions(topic).thenAccept(partitions -> {});
    }

    private CompletionStage<Void> seen(TopicName topic) {
        return ChangeVisibility.await(() -> topics().state(topic, false), (found, failure) -> !isUnknown(failure));
    }

    private CompletionStage<Void> unseen(TopicName topic) {
        return ChangeVisibility.await(() -> topics().partitions(topic), (found, failure) -> failure != null);
    }

    private CompletionStage<Void> seen(TopicName topic, TopicChange change) {
        return ChangeVisibility.await(
                () -> topics().state(topic, true), (found, failure) -> failure != null || isShown(found, change));
    }

    private static boolean isShown(TopicDetails found, TopicChange change) {
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

    /** Also after a failure: without an answer it may have been done. */
    private CompletionStage<Void> forgetting(TopicName topic, CompletionStage<Void> done) {
        return done.whenComplete((nothing, thrown) -> catalog.forget(topic));
    }
}
