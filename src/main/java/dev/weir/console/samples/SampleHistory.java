package dev.weir.console.samples;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * The samples of the last hour, or of less where that takes more memory than there is.
 *
 * <p>The oldest block is forgotten first, for all series at once. Safe for use by many threads.
 */
public final class SampleHistory {

    /** Stands for an offset that is not known. */
    public static final long UNKNOWN = -1;

    /** The age at which a sample is forgotten. */
    public static final Duration MAX_AGE = Duration.ofHours(1);

    private final long maxBytes;
    private final ArrayDeque<SampleBlock> blocks = new ArrayDeque<>();

    /** A history without samples, for so many bytes. */
    public SampleHistory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds the next sample. */
    public synchronized void add(Sample sample) {
        var newest = blocks.peekLast();
        // Of two blocks, the older one can be forgotten and the newer one is still there.
        if (newest == null || newest.isFull() || newest.bytes() > maxBytes / 2) {
            newest = new SampleBlock();
            blocks.addLast(newest);
        }
        newest.add(sample);
        while (blocks.size() > 1 && (isOld(blocks.getFirst(), sample.time()) || bytes() > maxBytes)) {
            blocks.removeFirst();
        }
    }

    private static boolean isOld(SampleBlock block, long now) {
        return block.lastTime() < now - MAX_AGE.toMillis();
    }

    /** Forgets all samples. */
    public synchronized void clear() {
        blocks.clear();
    }

    /** The memory that the samples take. */
    public synchronized long bytes() {
        return blocks.stream().mapToLong(SampleBlock::bytes).sum();
    }

    /** The times of all samples, oldest first. */
    public synchronized long[] times() {
        var times = new long[size()];
        int at = 0;
        for (var block : blocks) {
            block.copyTimesTo(times, at);
            at += block.size();
        }
        return times;
    }

    /** The offsets of a series, one for each of {@link #times()}; {@link #UNKNOWN} for those not known. */
    public synchronized long[] offsets(SeriesKey key) {
        var offsets = new long[size()];
        int at = 0;
        for (var block : blocks) {
            block.copyTo(key, offsets, at);
            at += block.size();
        }
        return offsets;
    }

    private int size() {
        return blocks.stream().mapToInt(SampleBlock::size).sum();
    }

    /** The partitions with committed offsets of a group, in order. */
    public synchronized Set<TopicPartition> partitions(String group) {
        Set<TopicPartition> found =
                new TreeSet<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        blocks.forEach(block -> block.keys().stream()
                .filter(key -> group.equals(key.group()))
                .map(SeriesKey::at)
                .forEach(found::add));
        return found;
    }

    /** The time at which the record with an offset arrived; empty where that was before the first sample. */
    public synchronized OptionalLong arrival(TopicPartition at, long offset) {
        var key = SeriesKey.end(at);
        SampleBlock before = null;
        Iterator<SampleBlock> newestFirst = blocks.descendingIterator();
        while (newestFirst.hasNext()) {
            var block = newestFirst.next();
            long first = block.first(key);
            if (first != UNKNOWN && first <= offset) {
                return arrival(key, offset, block, before);
            }
            before = first == UNKNOWN ? before : block;
        }
        return OptionalLong.empty();
    }

    /** @param next the next block with an offset of the series; null for none */
    private static OptionalLong arrival(SeriesKey key, long offset, SampleBlock block, SampleBlock next) {
        int size = block.size() + (next == null ? 0 : next.size());
        var times = new long[size];
        var offsets = new long[size];
        block.copyTimesTo(times, 0);
        block.copyTo(key, offsets, 0);
        if (next != null) {
            next.copyTimesTo(times, block.size());
            next.copyTo(key, offsets, block.size());
        }
        Interpolation.fill(offsets);
        return Interpolation.arrival(times, offsets, size, offset);
    }
}
