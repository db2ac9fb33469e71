package dev.weir.testing;

import dev.weir.broker.TestBroker;
import io.smallrye.reactive.messaging.kafka.companion.KafkaCompanion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic of one test, read without Weir.
 *
 * <p>As a parameter of a test method it is created for that test and named after it; see {@link OwnTopic}.
 */
public record TestTopic(String name, int partitions) {

    private static final Duration TIMEOUT = Deadlines.seconds(30);
    private static final KafkaCompanion KAFKA = new KafkaCompanion(TestBroker.bootstrapServers(), TIMEOUT);

    /** Kafka's own tools, connected to the broker of the run. */
    public static KafkaCompanion kafka() {
        return KAFKA;
    }

    /** A new topic; fails where there is one of this name. */
    public static TestTopic create(String name, int partitions) {
        KAFKA.topics().createAndWait(name, partitions, TIMEOUT);
        return new TestTopic(name, partitions);
    }

    /** A topic that may be there already, such as one that a declared channel reads. */
    public static TestTopic shared(String name) {
        if (!KAFKA.topics().list().contains(name)) {
            create(name, 1);
        }
        return new TestTopic(name, 1);
    }

    /** All records from the first to the last there is now, by partition and offset. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        var all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        long count = KAFKA
                .offsets()
                .list(all.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
                .values()
                .stream()
                .mapToLong(end -> end.offset())
                .sum();
        if (count == 0) {
            return List.of();
        }
        return KAFKA
                .consume(byte[].class, byte[].class)
                .fromOffsets(all.stream().collect(Collectors.toMap(each -> each, each -> 0L)), count)
                .awaitCompletion(TIMEOUT)
                .getRecords()
                .stream()
                .sorted(Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
                        .thenComparingLong(ConsumerRecord::offset))
                .toList();
    }

    /** The one record there is; fails where there are none or more. */
    public ConsumerRecord<byte[], byte[]> record() {
        var records = records();
        if (records.size() != 1) {
            throw new AssertionError("Expected one record in " + name + " and found " + records.size());
        }
        return records.get(0);
    }

    /** The values as text, by partition and offset; null for a tombstone. */
    public List<String> values() {
        return records().stream()
                .map(record -> record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The offset of the next record of the first partition. */
    public long end() {
        return KAFKA.offsets()
                .get(new TopicPartition(name, 0), OffsetSpec.latest())
                .offset();
    }

    /** The committed offset of a group for the first partition; 0 without one. */
    public long committed(String group) {
        var offset = KAFKA.consumerGroups().offsets(group).get(new TopicPartition(name, 0));
        return offset == null ? 0 : offset.offset();
    }

    @Override
    public String toString() {
        return name;
    }
}
