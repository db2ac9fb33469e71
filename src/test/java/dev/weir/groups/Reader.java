package dev.weir.groups;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of nothing but Kafka's, as a member of a group or as one that only commits for it. */
final class Reader implements AutoCloseable {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private Reader(String bootstrapServers, String group, String clientId, Map<String, Object> settings) {
        var all = new HashMap<String, Object>(settings);
        all.put("bootstrap.servers", bootstrapServers);
        all.put("group.id", group);
        all.put("client.id", clientId);
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Commits for a group of the broker of the run, and is never a member of it. */
    static void commit(String group, Map<TopicPartition, Long> offsets) {
        commit(TestBroker.bootstrapServers(), group, offsets);
    }

    /** Commits for a group, and is never a member of it. */
    static void commit(String bootstrapServers, String group, Map<TopicPartition, Long> offsets) {
        try (var reader = new Reader(bootstrapServers, group, "committer", Map.of())) {
            var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
            offsets.forEach((at, offset) -> commits.put(at, new OffsetAndMetadata(offset)));
            reader.consumer.commitSync(commits);
        }
    }

    /**
     * A member with partitions.
     *
     * @param protocol {@code classic} or {@code consumer}
     */
    static Reader join(String group, String clientId, String protocol, String topic) {
        var reader = new Reader(TestBroker.bootstrapServers(), group, clientId, Map.of("group.protocol", protocol));
        reader.consumer.subscribe(List.of(topic));
        Deadlines.await().atMost(TIMEOUT).until(() -> {
            reader.consumer.poll(Duration.ofMillis(100));
            return !reader.consumer.assignment().isEmpty();
        });
        return reader;
    }

    /** Commits as a member. */
    void commit(TopicPartition at, long offset) {
        consumer.commitSync(Map.of(at, new OffsetAndMetadata(offset)));
    }

    String memberId() {
        return consumer.groupMetadata().memberId();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
