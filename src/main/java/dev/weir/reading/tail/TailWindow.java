package dev.weir.reading.tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The last batches of a {@link Tail} by their numbers, and the positions behind them. Safe for use by many threads. */
final class TailWindow {

    /** Of the position of one partition, which each batch has. */
    private static final int POSITION_BYTES = 64;

    private final Map<Long, TailBatch> batches = new LinkedHashMap<>();
    private Map<TopicPartition, Long> positions;
    private long bytes;
    private long end;
    private long recreatedAt = -1;
    private boolean closed;

    TailWindow(Map<TopicPartition, Long> positions) {
        this.positions = Map.copyOf(positions);
    }

    /** The next offset of each partition after the last batch. */
    synchronized Map<TopicPartition, Long> positions() {
        return positions;
    }

    /** Sets the next offsets, between which and the last batch there are no records. */
    synchronized void advance(Map<TopicPartition, Long> next) {
        if (!positions.equals(next)) {
            positions = next;
        }
    }

    /**
     * A cursor behind the last batch for a follower at these positions.
     *
     * @return null where the window does not have all records from there on
     */
    synchronized TailCursor cursor(Tail tail, Map<TopicPartition, Long> from, Runnable wake) {
        if (closed || !covers(from)) {
            return null;
        }
        List<ConsumerRecord<byte[], byte[]>> missed = new ArrayList<>();
        for (var batch : batches.values()) {
            for (var record : batch.records()) {
                if (record.offset() >= from.get(new TopicPartition(record.topic(), record.partition()))) {
                    missed.add(record);
                }
            }
        }
        return new TailCursor(tail, wake, end, positions, missed, ahead(from));
    }

    private boolean covers(Map<TopicPartition, Long> from) {
        var oldest = batches.isEmpty() ? positions : batches.get(first()).before();
        return from.keySet().equals(positions.keySet())
                && from.keySet().equals(oldest.keySet())
                && oldest.entrySet().stream().allMatch(each -> from.get(each.getKey()) >= each.getValue());
    }

    /** The number of records that a follower at these positions has and the tail has not read. */
    synchronized long unread(Map<TopicPartition, Long> from) {
        return ahead(from).entrySet().stream()
                .mapToLong(each -> each.getValue() - positions.get(each.getKey()))
                .sum();
    }

    private Map<TopicPartition, Long> ahead(Map<TopicPartition, Long> from) {
        Map<TopicPartition, Long> ahead = new HashMap<>();
        from.forEach((partition, offset) -> {
            if (offset > positions.getOrDefault(partition, Long.MAX_VALUE)) {
                ahead.put(partition, offset);
            }
        });
        return ahead;
    }

    /** A batch by its number; null where it is not there yet, or not any more. */
    synchronized TailBatch batch(long number) {
        return batches.get(number);
    }

    /** Whether there is a batch with this number or a later one, or the window is closed. */
    synchronized boolean hasNews(long number) {
        return closed || number < end;
    }

    /** Whether the batch with this number is not there any more. */
    synchronized boolean hasDropped(long number) {
        return closed || number < first();
    }

    /** Whether the topic was created again before the batch with this number, or a later one. */
    synchronized boolean isRecreatedSince(long number) {
        return number <= recreatedAt;
    }

    /** Adds the records of a poll. */
    synchronized void add(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> next, long size) {
        add(new TailBatch(records, positions, next, false, size + (long) next.size() * POSITION_BYTES));
    }

    /** Drops all batches, and adds that the topic was created again and continues at these positions. */
    synchronized void recreate(Map<TopicPartition, Long> beginning) {
        trim(0, 0);
        recreatedAt = end;
        add(new TailBatch(List.of(), beginning, beginning, true, (long) beginning.size() * POSITION_BYTES));
    }

    private void add(TailBatch batch) {
        batches.put(end, batch);
        positions = batch.after();
        bytes += batch.bytes();
        end++;
    }

    /** Drops the oldest batches beyond a size, except the last so many. */
    synchronized void trim(long maxBytes, int last) {
        while (bytes > maxBytes && batches.size() > last) {
            bytes -= batches.remove(first()).bytes();
        }
    }

    /** The memory of all batches. */
    synchronized long bytes() {
        return bytes;
    }

    /** Drops all batches for good. */
    synchronized void close() {
        closed = true;
        batches.clear();
    }

    private long first() {
        return end - batches.size();
    }
}
