package dev.weir.cli.produce;

import dev.weir.cli.connection.LeaderCheck;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.topics.Topics;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The properties of a topic that the producer needs.
 *
 * @param partitions the number of partitions
 * @param maxRecordBytes maximum size of a record, which the producer enforces: Kafka's client may retry without end to
 *     split a batch that a broker rejects for its size
 */
record TargetTopic(int partitions, int maxRecordBytes) {

    private static final int DEFAULT_MAX_BYTES = 1_048_588;

    /**
     * Reads the properties from the cluster.
     *
     * @param notices receives a sentence for each unreachable leader of the topic
     * @throws Failure {@link Failure.Kind#NOT_FOUND} if the topic does not exist
     */
    static TargetTopic of(TopicName topic, Map<String, Object> connection, Consumer<String> notices) {
        try (var admin = KafkaAdmin.to(connection)) {
            var configs = new Topics(admin).describe(topic, true);
            int partitions = new TopicMetadataCache(admin)
                    .partitions(topic)
                    .toCompletableFuture()
                    .join();
            LeaderCheck.check(admin, topic, notices);
            int maxRecordBytes = configs.handle((details, forbidden) ->
                            forbidden == null ? maxRecordBytes(details.configs()) : DEFAULT_MAX_BYTES)
                    .toCompletableFuture()
                    .join();
            return new TargetTopic(partitions, maxRecordBytes);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private static int maxRecordBytes(Map<String, String> configs) {
        var value = configs.get("max.message.bytes");
        return value == null ? DEFAULT_MAX_BYTES : Integer.parseInt(value);
    }
}
