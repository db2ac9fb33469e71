package dev.weir.stream;

import dev.weir.reading.BoundedReader;
import dev.weir.reading.LastRecordsSearch;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Counts the last records of a stream by reading them, to find where it begins. Used on the strand of the stream. */
final class LastRecordsStart {

    private static final long MAX_OFFSETS_COUNTED = 500_000;

    private final StreamRequest request;
    private final Map<TopicPartition, OffsetRange> ranges;
    private final BoundedReader reader;
    private final PollLoop loop;
    private final PollScheduler scheduler;
    private final Duration stallTimeout;
    private final LastRecordsSearch search;
    private final Stopwatch sinceRecords;

    /**
     * Nothing is counted yet.
     *
     * @param ranges that begin at the earliest offsets where the last records may be
     */
    LastRecordsStart(
            StreamRequest request,
            Map<TopicPartition, OffsetRange> ranges,
            BoundedReader reader,
            PollLoop loop,
            PollScheduler scheduler,
            Duration stallTimeout) {
        this.request = request;
        this.ranges = ranges;
        this.reader = reader;
        this.loop = loop;
        this.scheduler = scheduler;
        this.stallTimeout = stallTimeout;
        search = new LastRecordsSearch(
                request.start().value(),
                OffsetRange.each(ranges, OffsetRange::earliest),
                OffsetRange.each(ranges, OffsetRange::to),
                MAX_OFFSETS_COUNTED);
        sinceRecords = scheduler.stopwatch();
        reader.seek(search.from());
    }

    /** Counts on, and has the loop poll again; the ranges of the last records once they are found. */
    Optional<Map<TopicPartition, OffsetRange>> poll() {
        if (search.open().isEmpty()) {
            reader.retain(Set.of());
            return Optional.of(found());
        }
        if (!reader.mayPoll(loop::wake)) {
            sinceRecords.restart();
            return Optional.empty();
        }
        try {
            count();
        } catch (OffsetOutOfRangeException overtaken) {
            return Optional.of(ranges);
        }
        return Optional.empty();
    }

    private void count() {
        var records = reader.poll(Duration.ZERO);
        search.take(records);
        reader.written();
        if (!records.isEmpty()) {
            sinceRecords.restart();
        } else if (sinceRecords.exceeds(stallTimeout)) {
            throw request.stalled();
        }
        var next = search.next(reader::position);
        reader.retain(search.open());
        reader.seek(next);
        loop.pollAfter(records.isEmpty() ? scheduler.pollInterval() : Duration.ZERO);
    }

    private Map<TopicPartition, OffsetRange> found() {
        Map<TopicPartition, OffsetRange> found = new HashMap<>();
        search.found()
                .forEach((partition, offset) ->
                        found.put(partition, ranges.get(partition).from(offset)));
        return found;
    }
}
