package dev.weir.topics;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/** Lists and describes topics. */
@ApplicationScoped
public class Topics {

    private final KafkaAdmin admin;

    /** Describes the topics of this admin client. */
    public Topics(KafkaAdmin admin) {
        this.admin = admin;
    }

    /**
     * The names of all topics, in order.
     *
     * @param internal whether to include internal topics
     */
    public CompletionStage<List<String>> names(boolean internal) {
        return admin.read(admin -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .listings())
                .thenApply(listings -> listings.stream()
                        .filter(topic -> internal || !isInternal(topic))
                        .map(TopicListing::name)
                        .sorted()
                        .toList());
    }

    /**
     * One topic.
     *
     * @param all whether to return all settings, or only those that differ from Kafka's default
     * @return fails with {@link Failure.Kind#NOT_FOUND} where it does not exist
     */
    public CompletionStage<TopicDetails> describe(TopicName topic, boolean all) {
        var configs = configs(topic, all);
        return partitions(topic)
                .thenCompose(partitions ->
                        configs.thenApply(settings -> new TopicDetails(topic.value(), settings, partitions)));
    }

    /** The partitions of these topics by name, both in order; without those that no longer exist. */
    public CompletionStage<SortedMap<String, List<PartitionDetails>>> partitions(Collection<String> names) {
        return new TopicDescriptions(admin).of(names).thenApply(found -> {
            SortedMap<String, List<PartitionDetails>> byName = new TreeMap<>();
            found.forEach((name, topic) -> byName.put(name, inOrder(topic.partitions())));
            return byName;
        });
    }

    /** The partitions of a topic, in order; fails with {@link Failure.Kind#NOT_FOUND} where it does not exist. */
    public CompletionStage<List<PartitionDetails>> partitions(TopicName topic) {
        return infos(topic).thenApply(Topics::inOrder);
    }

    private static List<PartitionDetails> inOrder(Collection<TopicPartitionInfo> infos) {
        return infos.stream()
                .sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
                .map(PartitionDetails::of)
                .toList();
    }

    /** One partition; fails with {@link Failure.Kind#NOT_FOUND} where it or its topic does not exist. */
    public CompletionStage<PartitionDetails> partition(TopicName topic, int partition) {
        return partitions(topic).thenApply(all -> all.stream()
                .filter(each -> each.partition() == partition)
                .findFirst()
                .orElseThrow(() -> NotFound.partition(topic.value(), partition, all.size())));
    }

    private CompletionStage<List<TopicPartitionInfo>> infos(TopicName topic) {
        return admin.read(admin -> admin.describeTopics(List.of(topic.value()))
                        .topicNameValues()
                        .get(topic.value()))
                .exceptionally(thrown -> {
                    throw KafkaFailures.ofTopic(thrown, topic);
                })
                .thenApply(description -> description.partitions());
    }

    private CompletionStage<Map<String, String>> configs(TopicName topic, boolean all) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.value());
        return admin.read(admin ->
                        admin.describeConfigs(List.of(resource)).values().get(resource))
                .exceptionally(thrown -> {
                    throw KafkaFailures.ofTopic(thrown, topic);
                })
                .thenApply(config -> byName(config, all));
    }

    private static Map<String, String> byName(Config config, boolean all) {
        Map<String, String> byName = new TreeMap<>();
        entries(config, all).forEach(entry -> byName.put(entry.name(), entry.value()));
        return byName;
    }

    private static Collection<ConfigEntry> entries(Config config, boolean all) {
        return config.entries().stream()
                .filter(entry -> all || !entry.isDefault())
                .toList();
    }

    private static boolean isInternal(TopicListing topic) {
        return topic.isInternal() || TopicName.isInternal(topic.name());
    }
}
