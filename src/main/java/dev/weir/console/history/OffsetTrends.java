package dev.weir.console.history;

import dev.weir.console.samples.Sample;
import dev.weir.console.samples.SeriesKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The trend of every offset that is sampled, and the stalled groups. Safe for use by many threads. */
public final class OffsetTrends {

    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final double MIN_ARRIVING = 0.05;

    /**
     * A partition of which a group has committed nothing for a while, although there are records to read.
     *
     * @param since the time of the last commit, or of the first sample
     * @param isAtLeast whether the last commit was before the first sample
     * @param arriving records a second
     */
    public record Stall(TopicPartition at, long since, boolean isAtLeast, double arriving, long lag) {}

    private final GroupEvents events;
    private final Map<SeriesKey, OffsetTrend> trends = new HashMap<>();
    private final Map<SeriesKey, Boolean> stalled = new HashMap<>();

    OffsetTrends(GroupEvents events) {
        this.events = events;
    }

    synchronized void clear() {
        trends.clear();
        stalled.clear();
    }

    synchronized void add(Sample sample) {
        long now = sample.time();
        sample.ends().forEach((at, end) -> add(SeriesKey.end(at), now, end));
        sample.committed()
                .forEach((group, offsets) -> offsets.forEach((at, offset) -> {
                    var key = new SeriesKey(group, at);
                    var before = trends.get(key);
                    long from = before == null ? offset : before.offset();
                    if (add(key, now, offset)) {
                        events.movedBack(now, group, at, from, offset);
                    }
                    note(key, now);
                }));
        trends.values().removeIf(trend -> trend.time() < now - MAX_AGE.toMillis());
        stalled.keySet().retainAll(trends.keySet());
    }

    private boolean add(SeriesKey key, long now, long offset) {
        var trend = trends.get(key);
        if (trend == null) {
            trends.put(key, new OffsetTrend(now, offset));
            return false;
        }
        return trend.next(now, offset);
    }

    private void note(SeriesKey key, long now) {
        var stall = stall(key.group(), key.at(), now);
        if (stall.isPresent() != stalled.containsKey(key)) {
            if (stall.isPresent()) {
                stalled.put(key, true);
                events.stalled(now, key.group(), stall.get());
            } else {
                stalled.remove(key);
                events.resumed(now, key.group(), key.at());
            }
        }
    }

    /** Whether and since when a group commits nothing in a partition into which records arrive. */
    public synchronized Optional<Stall> stall(String group, TopicPartition at, long now) {
        var committed = trends.get(new SeriesKey(group, at));
        var end = trends.get(SeriesKey.end(at));
        if (committed == null
                || end == null
                || committed.offset() >= end.offset()
                || end.perSecond() < MIN_ARRIVING
                || now - committed.since() < STALL_TIMEOUT.toMillis()) {
            return Optional.empty();
        }
        return Optional.of(new Stall(
                at, committed.since(), !committed.hasMoved(), end.perSecond(), end.offset() - committed.offset()));
    }

    /** Records a second that arrive in a partition. */
    public synchronized double arriving(TopicPartition at) {
        var trend = trends.get(SeriesKey.end(at));
        return trend == null ? 0 : trend.perSecond();
    }

    /** Records a second of a partition that a group commits. */
    public synchronized double reading(String group, TopicPartition at) {
        var trend = trends.get(new SeriesKey(group, at));
        return trend == null ? 0 : trend.perSecond();
    }
}
