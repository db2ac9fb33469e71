package dev.weir.cli.consume.selection;

import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFailures;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the selected topics and partitions with the consumer that reads them; for the thread of the consumer. */
public final class TopicResolver {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionSelection selection;

    public TopicResolver(Consumer<byte[], byte[]> consumer, PartitionSelection selection) {
        this.consumer = consumer;
        this.selection = selection;
    }

    /**
     * The names of the topics that exist now.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} if a topic does not exist, or none matches the pattern
     */
    public List<String> topics() {
        if (selection.pattern() == null) {
            selection.topics().forEach(this::count);
            return selection.topics();
        }
        var found = ConsumerFailures.translating(() -> consumer.listTopics(TIMEOUT)).keySet().stream()
                .filter(name ->
                        !TopicName.isInternal(name) && selection.pattern().matches(name))
                .sorted()
                .toList();
        if (found.isEmpty()) {
            throw Failure.notFound("No topic matches '" + selection.pattern() + "'");
        }
        return found;
    }

    /**
     * The partitions that exist now.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} if a selected partition does not exist
     */
    public List<TopicPartition> partitions() {
        return topics().stream()
                .map(this::partitions)
                .flatMap(Collection::stream)
                .toList();
    }

    private List<TopicPartition> partitions(String topic) {
        int count = count(topic);
        for (int partition : selection.partitions()) {
            if (partition >= count) {
                throw NotFound.partition(topic, partition, count);
            }
        }
        var numbers =
                selection.partitions().isEmpty() ? IntStream.range(0, count).boxed() : selection.partitions().stream();
        return numbers.distinct()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private int count(String topic) {
        var partitions = ConsumerFailures.translating(() -> consumer.partitionsFor(topic, TIMEOUT));
        if (partitions == null || partitions.isEmpty()) {
            throw NotFound.topic(topic);
        }
        return partitions.size();
    }
}
