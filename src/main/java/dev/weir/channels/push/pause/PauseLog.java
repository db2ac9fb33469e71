package dev.weir.channels.push.pause;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.range.TopicRanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads which groups of pushes were paused and resumed; blocks.
 *
 * <p>The key of a record is a group, its value is null where the group was resumed. See RATIONALE.md, "A pause is a
 * record".
 */
@ApplicationScoped
public class PauseLog {

    /** The topic; compacted, with one partition. */
    static final TopicName TOPIC = new TopicName("weir.pushes");

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC.value(), 0);

    private final TopicRanges ranges;
    private long position;

    PauseLog(TopicRanges ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads what was written since the last call, at first all.
     *
     * @return whether a group is paused, for each group with a change since
     * @throws Failure where Kafka cannot be asked; the next call reads the same again
     */
    public synchronized Map<String, Boolean> changes() {
        var range = range();
        if (range.isEmpty() || range.get().to() < position) {
            // The topic is missing, or another one of its name.
            position = 0;
        }
        Map<String, Boolean> changes = new LinkedHashMap<>();
        if (range.isPresent() && position < range.get().to()) {
            read(range.get().from(Math.max(position, range.get().from())), changes);
            position = range.get().to();
        }
        return changes;
    }

    private void read(OffsetRange range, Map<String, Boolean> changes) {
        try (var reader = ranges.reader("weir-pushes")) {
            reader.read(Map.of(PARTITION, range), record -> {
                if (record.key() != null) {
                    changes.put(new String(record.key(), UTF_8), record.value() != null);
                }
                return true;
            });
        }
    }

    /** All of the log; empty where there is none. */
    private Optional<OffsetRange> range() {
        try {
            var found = ranges.of(TOPIC, OffsetExpression.EARLIEST, count -> List.of(PARTITION.partition()))
                    .await()
                    .indefinitely();
            return Optional.ofNullable(found.get(PARTITION));
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.NOT_FOUND) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
