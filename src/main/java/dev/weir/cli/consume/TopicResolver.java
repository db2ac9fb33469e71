package dev.weir.cli.consume;

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

/** Finds the partitions that are wanted; asks with the consumer that is to read them, on its thread. */
final class TopicResolver {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionSelection wanted;

    TopicResolver(Consumer<byte[], byte[]> consumer, PartitionSelection wanted) {
        this.consumer = consumer;
        this.wanted = wanted;
    }

    /**
     * The names of the topics there are now.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} where there is none of that name, or none like the pattern
     */
    List<String> topics() {
        if (wanted.pattern() == null) {
            wanted.topics().forEach(this::count);
            return wanted.topics();
        }
        var found = ConsumerFailures.translating(() -> consumer.listTopics(TIMEOUT)).keySet().stream()
                .filter(name -> !TopicName.isInternal(name) && wanted.pattern().matches(name))
                .sorted()
                .toList();
        if (found.isEmpty()) {
            throw Failure.of(Failure.Kind.NOT_FOUND, "There is no topic like '" + wanted.pattern() + "'");
        }
        return found;
    }

    /**
     * The partitions there are now.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} where one that was asked for is missing
     */
    List<TopicPartition> partitions() {
        return topics().stream()
                .map(this::partitions)
                .flatMap(Collection::stream)
                .toList();
    }

    private List<TopicPartition> partitions(String topic) {
        int count = count(topic);
        for (int partition : wanted.partitions()) {
            if (partition >= count) {
                throw NotFound.partition(topic, partition, count);
            }
        }
        var numbers = wanted.partitions().isEmpty() ? IntStream.range(0, count).boxed() : wanted.partitions().stream();
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
