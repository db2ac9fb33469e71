package dev.weir.kafka;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates topics with the broker's default number of replicas. */
@Singleton
public class TopicCreation {

    private static final CreateTopicsOptions TIMEOUT = new CreateTopicsOptions().timeoutMs(3_000);

    private final KafkaAdmin admin;
    private final TopicMetadataCache catalog;

    /** Creates topics with an admin client, and has the cache know them. */
    public TopicCreation(KafkaAdmin admin, TopicMetadataCache catalog) {
        this.admin = admin;
        this.catalog = catalog;
    }

    /** The number of partitions of a topic; creates the topic where it is missing. */
    public CompletionStage<Integer> partitionsOrCreate(TopicName topic) {
        return partitionsOr(topic, () -> create(topic));
    }

    /** As {@link #partitionsOrCreate}; a new topic has one partition, of which Kafka keeps the last record of a key. */
    public CompletionStage<Integer> partitionsOrCreateCompacted(TopicName topic) {
        var settings = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        var wanted = new NewTopic(topic.value(), Optional.of(1), Optional.empty()).configs(settings);
        return partitionsOr(topic, () -> create(topic, wanted));
    }

    private CompletionStage<Integer> partitionsOr(TopicName topic, Supplier<CompletionStage<Void>> creation) {
        var known = catalog.partitions(topic);
        return known.handle((count, thrown) ->
                        thrown != null && KafkaFailures.ofRead(thrown).kind() == Failure.Kind.NOT_FOUND
                                ? creation.get().thenCompose(created -> catalog.partitions(topic))
                                : known)
                .thenCompose(found -> found);
    }

    /** Completes when the topic exists, also if another client created it first; with the default of partitions. */
    public CompletionStage<Void> create(TopicName topic) {
        return create(topic, new NewTopic(topic.value(), Optional.empty(), Optional.empty()));
    }

    /** As {@link #create(TopicName)}, with these settings. */
    public CompletionStage<Void> create(TopicName topic, NewTopic wanted) {
        return admin.write(admin -> admin.createTopics(List.of(wanted), TIMEOUT).all())
                .handle((done, thrown) -> {
                    if (thrown != null && KafkaFailures.ofWrite(thrown).kind() != Failure.Kind.CONFLICT) {
                        throw KafkaFailures.ofWrite(thrown);
                    }
                    return null;
                })
                .thenCompose(made -> ChangeVisibility.await(
                        () -> partitions(topic),
                        (found, failure) -> failure == null || failure.kind() != Failure.Kind.NOT_FOUND));
    }

    private CompletionStage<Integer> partitions(TopicName topic) {
        catalog.forget(topic);
        return catalog.partitions(topic);
    }
}
