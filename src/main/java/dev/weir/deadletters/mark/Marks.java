package dev.weir.deadletters.mark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.deadletters.letter.BlockingResult;
import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicCreation;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.range.RangeReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;

/** The marks of dead letters, read from their topic when they are needed, each record once; blocks. */
public final class Marks {

    /** A claim that lost must not be all that compaction leaves, while its winner may still send. */
    private static final long MIN_COMPACTION_LAG_MILLIS = 86_400_000;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
            Map.entry(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(MIN_COMPACTION_LAG_MILLIS)),
            // One clock for all that write claims.
            Map.entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));

    private final KafkaAdmin admin;
    private final LetterTopics topics;
    private final TopicMetadataCache metadata;
    private final ConsumerFactory consumers;
    private final TopicName topic;
    private final int maxMarks;
    private final TopicPartition partition;
    private MarkTable table;
    private Uuid topicId;
    private long position;

    /**
     * Reads nothing yet.
     *
     * @param topic created when first written to
     * @param maxMarks that fit the memory
     */
    public Marks(
            KafkaAdmin admin,
            LetterTopics topics,
            TopicMetadataCache metadata,
            ConsumerFactory consumers,
            TopicName topic,
            int maxMarks) {
        this.admin = admin;
        this.topics = topics;
        this.metadata = metadata;
        this.consumers = consumers;
        this.topic = topic;
        this.maxMarks = maxMarks;
        partition = new TopicPartition(topic.value(), 0);
        table = new MarkTable(maxMarks);
    }

    /** The topic that has the marks. */
    public TopicName topic() {
        return topic;
    }

    /** Reads what was written since the last time. */
    public synchronized void refresh() {
        var found = topics.describe(List.of(topic.value())).get(topic.value());
        if (found == null) {
            reset(null);
            return;
        }
        if (!found.topicId().equals(topicId)) {
            reset(found.topicId());
        }
        var range = topics.ranges(List.of(found)).get(partition);
        if (range == null) {
            throw Failure.unavailable("Topic '%s', which has the marks, has no leader".formatted(topic));
        }
        if (range.to() < position) {
            reset(found.topicId());
        }
        long from = Math.max(position, range.from());
        if (from >= range.to()) {
            return;
        }
        try (var reader = new RangeReader(consumers, RangeReader.DEAD_LETTERS, admin.ticker())) {
            reader.read(Map.of(partition, OffsetRange.startingAt(from).until(range.to())), record -> {
                // A failure may end this read half way; no record counts twice.
                table.take(record);
                position = record.offset() + 1;
                return true;
            });
            position = range.to();
        }
    }

    private void reset(Uuid id) {
        table = new MarkTable(maxMarks);
        topicId = id;
        position = 0;
    }

    /** The mark of a dead letter as it was last read; empty for one that is held. */
    public synchronized Optional<Mark> of(LetterId letter) {
        return Optional.ofNullable(table.get(letter));
    }

    /** How many dead letters of a topic have marks. */
    public synchronized long count(Uuid ofTopic) {
        return table.count(ofTopic);
    }

    /** Marks of dead letters of a topic that are no longer there. */
    public synchronized List<LetterId> expired(Uuid ofTopic, Map<TopicPartition, OffsetRange> ranges) {
        Map<Integer, Long> beginnings = new HashMap<>();
        ranges.forEach((at, range) -> beginnings.put(at.partition(), range.from()));
        return table.expired(ofTopic, beginnings);
    }

    /** The record of a mark; of no mark where it is null. */
    public ProducerRecord<byte[], byte[]> record(LetterId letter, Mark mark) {
        return new ProducerRecord<>(
                topic.value(), 0, letter.toString().getBytes(UTF_8), mark == null ? null : mark.toBytes());
    }

    /** Creates the topic where it is missing. */
    public void ensureTopic() {
        if (!topics.describe(List.of(topic.value())).isEmpty()) {
            return;
        }
        var wanted = new NewTopic(topic.value(), Optional.of(1), Optional.empty()).configs(SETTINGS);
        BlockingResult.of(new TopicCreation(admin, metadata).create(topic, wanted));
    }
}
