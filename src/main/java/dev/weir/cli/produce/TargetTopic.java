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
 * What has to be known of a topic before records are sent to it.
 *
 * @param partitions how many it has
 * @param largest the most bytes of a record; the producer keeps to it, because Kafka's client may try for ever to split
 *     a batch that a broker refuses for its size
 */
record TargetTopic(int partitions, int largest) {

    private static final int KAFKAS_DEFAULT = 1_048_588;

    /**
     * Asks Kafka.
     *
     * @param notices takes a sentence for each leader of the topic that cannot be reached
     * @throws Failure {@link Failure.Kind#NOT_FOUND} where there is no such topic
     */
    static TargetTopic of(TopicName topic, Map<String, Object> connection, Consumer<String> notices) {
        try (var admin = KafkaAdmin.to(connection)) {
            var configs = new Topics(admin).state(topic, true);
            int partitions = new TopicMetadataCache(admin)
                    .partitions(topic)
                    .toCompletableFuture()
                    .join();
            LeaderCheck.check(admin, topic, notices);
            int largest = configs.handle((state, hidden) -> hidden == null ? largest(state.configs()) : KAFKAS_DEFAULT)
                    .toCompletableFuture()
                    .join();
            return new TargetTopic(partitions, largest);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private static int largest(Map<String, String> configs) {
        var told = configs.get("max.message.bytes");
        return told == null ? KAFKAS_DEFAULT : Integer.parseInt(told);
    }
}
