package dev.weir.console.history;

import dev.weir.groups.OldestUnread;
import dev.weir.groups.PartitionLag;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Times of records that arrived before the first sample, each read once from its partition.
 *
 * <p>One look-up at a time, at most every five seconds, of some records together; a time is unknown until then.
 */
final class RecordTimes {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int MAX_AT_ONCE = 100;
    private static final int MAX_KNOWN = 10_000;

    private record RecordId(TopicPartition at, long offset) {}

    private final KafkaAdmin admin;
    private final OldestUnread oldest;
    private final Map<RecordId, Long> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordId, Long> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private final Map<TopicPartition, PartitionLag> wanted = new HashMap<>();
    private boolean reading;
    private Stopwatch sinceRead;

    RecordTimes(KafkaAdmin admin) {
        this.admin = admin;
        oldest = new OldestUnread(admin);
    }

    /** The timestamp of the record at an offset, or of the next one there is; null while it is not known. */
    synchronized Long timestamp(TopicPartition at, long offset, long end) {
        var time = known.get(new RecordId(at, offset));
        if (time == null && (wanted.size() < MAX_AT_ONCE || wanted.containsKey(at))) {
            wanted.put(at, PartitionLag.of(at, offset, end, null));
            read();
        }
        return time;
    }

    private void read() {
        if (!reading && (sinceRead == null || sinceRead.exceeds(INTERVAL))) {
            reading = true;
            sinceRead = new Stopwatch(admin.ticker());
            var asked = List.copyOf(wanted.values());
            wanted.clear();
            oldest.ages(asked).whenComplete((found, thrown) -> keep(thrown == null ? found : List.of()));
        }
    }

    private synchronized void keep(List<PartitionLag> found) {
        long now = System.currentTimeMillis();
        found.stream()
                .filter(lag -> lag.lagMillis() != null)
                .forEach(
                        lag -> known.put(new RecordId(lag.toTopicPartition(), lag.committed()), now - lag.lagMillis()));
        reading = false;
    }
}
