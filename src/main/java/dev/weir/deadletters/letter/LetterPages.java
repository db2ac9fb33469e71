package dev.weir.deadletters.letter;

import dev.weir.reading.OffsetRange;
import dev.weir.reading.range.RangeReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds a page of dead letters over many partitions, newest first.
 *
 * <p>Kafka reads forwards only. So a window of offsets before the end of each partition is read, then larger ones
 * before it, until no older record can be on the page, or enough offsets were read: then the page is shorter, and its
 * cursor goes on. In memory are the page and one window of a few partitions, cut to what a list shows.
 */
public final class LetterPages {

    private static final int PARTITIONS_AT_A_TIME = 16;
    private static final long LEAST_WINDOW = 64;
    private static final long WIDEST_WINDOW = 1L << 14;
    private static final long MAX_OFFSETS_READ = 1L << 18;
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final RangeReader reader;
    private final int limit;
    private final Predicate<ConsumerRecord<byte[], byte[]>> filter;
    private final Function<ConsumerRecord<byte[], byte[]>, LetterDetails> details;
    private final PriorityQueue<Found> page = new PriorityQueue<>(Comparator.comparingLong(Found::time)
            .thenComparing(found -> found.window().partition.topic())
            .thenComparingInt(found -> found.window().partition.partition())
            .thenComparingLong(found -> found.details().offset()));

    /**
     * Dead letters, newest first.
     *
     * @param next cursor of the next page; null where there is none
     */
    public record LetterPage(List<LetterDetails> records, String next) {

        public LetterPage {
            records = List.copyOf(records);
        }
    }

    /** A record, with the time at which it counts: no later than that of any record behind it in its partition. */
    private record Found(Window window, long time, LetterDetails details) {}

    /**
     * Searches for one page.
     *
     * @param details what the page shows of a record
     */
    public LetterPages(
            RangeReader reader,
            int limit,
            Predicate<ConsumerRecord<byte[], byte[]>> filter,
            Function<ConsumerRecord<byte[], byte[]>, LetterDetails> details) {
        this.reader = reader;
        this.limit = limit;
        this.filter = filter;
        this.details = details;
    }

    /**
     * Reads the page.
     *
     * @param ranges what there is to read
     * @param cursor of the page before; null for the first page
     */
    public LetterPage read(Map<TopicPartition, OffsetRange> ranges, String cursor) {
        var before = cursor == null ? OffsetRange.each(ranges, OffsetRange::to) : LetterCursor.decode(cursor);
        List<Window> windows = new ArrayList<>();
        ranges.forEach((partition, range) -> {
            var end = before.get(partition);
            // A partition that the cursor lacks was read to its beginning, or is newer than the first page.
            if (end != null && Math.min(end, range.to()) > range.from()) {
                windows.add(new Window(partition, range.from(), Math.min(end, range.to())));
            }
        });
        var sinceStart = reader.stopwatch();
        long read = 0;
        List<Window> open = new ArrayList<>(windows);
        while (!open.isEmpty() && read < MAX_OFFSETS_READ && !sinceStart.exceeds(TIMEOUT)) {
            for (int i = 0; i < open.size() && !sinceStart.exceeds(TIMEOUT); i += PARTITIONS_AT_A_TIME) {
                read += read(open.subList(i, Math.min(open.size(), i + PARTITIONS_AT_A_TIME)));
            }
            open.removeIf(window -> !window.needsMore());
        }
        return page(windows);
    }

    /** Reads one window of each of some partitions; returns the number of their offsets. */
    private long read(List<Window> some) {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        Map<TopicPartition, Window> byPartition = new HashMap<>();
        long offsets = 0;
        for (var window : some) {
            window.moveBack();
            byPartition.put(window.partition, window);
            ranges.put(window.partition, OffsetRange.startingAt(window.from).until(window.to));
            offsets += window.to - window.from;
        }
        reader.read(ranges, record -> {
            byPartition
                    .get(new TopicPartition(record.topic(), record.partition()))
                    .take(record);
            return true;
        });
        some.forEach(Window::merge);
        return offsets;
    }

    private LetterPage page(List<Window> windows) {
        Map<TopicPartition, Long> next = new HashMap<>();
        Map<TopicPartition, Long> lowest = new HashMap<>();
        for (var found : page) {
            lowest.merge(found.window().partition, found.details().offset(), Math::min);
        }
        for (var window : windows) {
            long before = lowest.getOrDefault(window.partition, Long.MAX_VALUE);
            long end = window.highestDropped >= 0 ? Math.min(before, window.highestDropped + 1) : window.from;
            if (end > window.beginning) {
                next.put(window.partition, end);
            }
        }
        List<LetterDetails> records = new ArrayList<>();
        while (!page.isEmpty()) {
            records.add(0, page.poll().details());
        }
        return new LetterPage(records, next.isEmpty() ? null : LetterCursor.encode(next));
    }

    private boolean isFull() {
        return page.size() >= limit;
    }

    /** The offsets of one partition that are read next, and what was found in them. */
    private final class Window {

        private final TopicPartition partition;
        private final long beginning;
        private final Deque<Found> found = new ArrayDeque<>();
        private long width = Math.max(LEAST_WINDOW, limit);
        private long from;
        private long to;

        /** The time of the first record that was read so far; older ones do not count as newer. */
        private long oldest = Long.MAX_VALUE;

        private long running;
        private long first;
        private long highestDropped = -1;

        Window(TopicPartition partition, long beginning, long end) {
            this.partition = partition;
            this.beginning = beginning;
            from = end;
        }

        void moveBack() {
            to = from;
            from = Math.max(beginning, to - width);
            width = Math.min(WIDEST_WINDOW, 4 * width);
            running = Long.MIN_VALUE;
            first = Long.MAX_VALUE;
        }

        void take(ConsumerRecord<byte[], byte[]> record) {
            running = Math.max(running, record.timestamp());
            first = Math.min(first, running);
            if (!filter.test(record)) {
                return;
            }
            if (found.size() == limit) {
                drop(found.removeFirst().details().offset());
            }
            found.addLast(new Found(this, Math.min(running, oldest), details.apply(record)));
        }

        /** Adds records that are newer than the oldest of the page. */
        void merge() {
            found.descendingIterator().forEachRemaining(each -> {
                page.add(each);
                if (page.size() > limit) {
                    var last = page.poll();
                    last.window().drop(last.details().offset());
                }
            });
            found.clear();
            oldest = Math.min(oldest, first);
        }

        boolean needsMore() {
            return from > beginning
                    && highestDropped < 0
                    && !(isFull() && page.peek().time() >= oldest);
        }

        private void drop(long offset) {
            highestDropped = Math.max(highestDropped, offset);
        }
    }
}
