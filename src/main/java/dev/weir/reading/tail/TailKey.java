package dev.weir.reading.tail;

import dev.weir.model.TopicName;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic or partition that a tail reads.
 *
 * @param partition null for all of them
 */
public record TailKey(TopicName topic, Integer partition) {

    /** The beginnings of those partitions of this that have a number from the first, inclusive, to the limit. */
    public Map<TopicPartition, Long> beginnings(int first, int limit) {
        return IntStream.range(first, limit)
                .filter(each -> partition == null || partition == each)
                .boxed()
                .collect(Collectors.toMap(each -> new TopicPartition(topic.value(), each), each -> 0L));
    }
}
