package dev.weir.stream;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.FetchBudget;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import dev.weir.reading.TopicIds;
import dev.weir.reading.tail.Tails;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * One stream: its loop polls when the connection has room for more records, and is closed when the client disconnects.
 *
 * <p>Everything happens on the strand of the loop. The budget of all readers limits the records that are fetched ahead,
 * the write queue of the connection those that are written ahead; a slow client is merely behind.
 */
final class TopicStream {

    private final StreamRequest request;
    private final StreamConfig config;
    private final PollScheduler scheduler;
    private final PollLoop loop;
    private final BoundedReader reader;
    private final FetchBudget.Place place;
    private final StreamWriter writer;
    private final StreamTopic topic;
    private final StreamTail tail;
    private final Runnable onClose;
    private final Stopwatch sinceRecords;

    /** Unread records of a partition with which a lossy stream skips to the last of them. */
    private static final long MAX_UNREAD = 1_000;

    private static final long UNREAD_AFTER_SKIP = 100;

    private static final Duration PLACE_INTERVAL = Duration.ofSeconds(1);

    /** Of a stream with an end, the ranges that are not read to their ends. */
    private final Map<TopicPartition, OffsetRange> open = new HashMap<>();

    /** The current action of a poll: search the last records, read, or start with a recreated topic. */
    private Runnable phase = this::read;

    TopicStream(
            StreamRequest request,
            StreamResponse response,
            StreamRanges lookup,
            StreamConfig config,
            PollScheduler scheduler,
            TopicIds ids,
            Tails tails,
            FetchBudget.Place place,
            BoundedReader reader,
            Runnable onClose) {
        this.request = request;
        this.config = config;
        this.scheduler = scheduler;
        this.place = place;
        this.reader = reader;
        this.onClose = onClose;
        loop = scheduler.loop(() -> phase.run(), defect -> fail(KafkaFailures.ofRead(defect)));
        writer = new StreamWriter(request, response, scheduler.stopwatch());
        topic = new StreamTopic(this, request, writer, lookup, loop, scheduler, ids, config.heartbeat());
        tail = new StreamTail(this, request, writer, tails, loop, config.heartbeat());
        sinceRecords = scheduler.stopwatch();
    }

    /** Begins to read; returns at once. */
    void start(Map<TopicPartition, OffsetRange> ranges) {
        loop.run(() -> {
            try {
                if (request.isCounted(ranges.size())) {
                    place.take();
                    var start = new LastRecordsStart(request, ranges, reader, loop, scheduler, config.stallTimeout());
                    phase = () -> find(start);
                    loop.pollNow();
                } else {
                    begin(ranges);
                }
            } catch (Failure full) {
                fail(full);
            }
        });
    }

    /** The number of records that were written. From any thread. */
    long records() {
        return writer.records();
    }

    /** The client has disconnected. From any thread. */
    void abandon() {
        loop.run(this::close);
    }

    /** The client may not read on. From any thread. */
    void refuse(Failure failure) {
        loop.run(() -> fail(failure));
    }

    /** Weir shuts down. From any thread. */
    void stop() {
        loop.run(() -> {
            writer.stop();
            close();
        });
    }

    private void begin(Map<TopicPartition, OffsetRange> ranges) {
        phase = this::read;
        sinceRecords.restart();
        var positions = OffsetRange.each(ranges, OffsetRange::from);
        if (request.follow()) {
            if (!joinTail(positions, OffsetRange.size(ranges.values()) <= Tails.FEW_RECORDS)) {
                place.take();
                reader.seek(positions);
            }
            writer.seek(positions);
            var chunk = writer.chunk(List.of());
            ranges.forEach((partition, range) -> writer.appendSkipped(chunk, partition, range.skipped()));
            // The headers tell the client at once that its request is accepted; the first record may take long.
            write(chunk.length() == 0 ? writer.heartbeat() : chunk);
        } else {
            place.take();
            seek(positions);
            open.putAll(ranges);
            loop.pollNow();
        }
    }

    /** Shares the records of the tail from now on; false where the stream has to read by itself. */
    private boolean joinTail(Map<TopicPartition, Long> positions, boolean isNearEnd) {
        if (!tail.join(positions, isNearEnd)) {
            return false;
        }
        phase = tail::read;
        reader.close();
        place.release();
        loop.pollsConsumer(false);
        return true;
    }

    /**
     * Reads with a consumer of its own, as soon as there is memory for one.
     *
     * @param isOfDeletedTopic whether the topic was created again since, and is read from its beginning
     */
    void readAlone(Map<TopicPartition, Long> positions, boolean isOfDeletedTopic) {
        loop.pollsConsumer(true);
        writer.seek(positions);
        try {
            if (!isOfDeletedTopic && joinTail(positions, false)) {
                // Another tail has all records from there on.
                loop.wake();
                return;
            }
            place.take();
        } catch (Failure full) {
            phase = () -> readAlone(positions, isOfDeletedTopic);
            if (writer.isSilentFor(config.heartbeat())) {
                writer.writeHeartbeat(() -> {});
            }
            loop.pollAfter(PLACE_INTERVAL);
            return;
        }
        reader.seek(positions);
        phase = isOfDeletedTopic ? topic::restart : this::read;
        loop.wake();
    }

    /** The topic was created again, and is read from its beginning. */
    void restart() {
        if (tail.isJoined()) {
            tail.restart();
        } else {
            phase = topic::restart;
        }
    }

    /** Forgets all partitions, to read others. */
    void forget() {
        phase = this::read;
        reader.retain(Set.of());
        writer.forget();
    }

    /** Joins the tail where the end of the topic is near and there is memory for the tail. */
    private boolean joinTailNearEnd() {
        var unread = reader.unread();
        if (unread.isEmpty() || unread.getAsLong() > Tails.FEW_RECORDS) {
            return false;
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (var partition : reader.assignment()) {
            var position = reader.position(partition);
            if (position == null) {
                return false;
            }
            positions.put(partition, position);
        }
        try {
            return joinTail(positions, true);
        } catch (Failure full) {
            return false;
        }
    }

    private void find(LastRecordsStart start) {
        try {
            start.poll().ifPresent(this::begin);
        } catch (RuntimeException refused) {
            fail(KafkaFailures.ofRead(refused));
        }
    }

    private void read() {
        topic.check();
        if (!reader.mayPoll(this::onMemory)) {
            if (writer.isSilentFor(config.heartbeat())) {
                writer.writeHeartbeat(() -> {});
            }
            loop.pollAfter(config.heartbeat());
            return;
        }
        if (request.follow() && joinTailNearEnd()) {
            loop.pollNow();
            return;
        }
        if (request.lossy() && skipUnread()) {
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> records;
        try {
            records = reader.poll(loop.isIdle() ? Duration.ZERO : PollScheduler.SHORT_POLL);
        } catch (OffsetOutOfRangeException overtaken) {
            topic.skipDeleted(overtaken.offsetOutOfRangePartitions());
            return;
        } catch (RuntimeException refused) {
            fail(KafkaFailures.ofRead(refused));
            return;
        }
        if (!records.isEmpty()) {
            sinceRecords.restart();
            write(records);
        } else if (isComplete()) {
            end(writer.chunk(List.of()));
        } else {
            onIdle();
        }
    }

    private boolean skipUnread() {
        var skipped = reader.skipUnread(MAX_UNREAD, UNREAD_AFTER_SKIP);
        if (skipped.isEmpty()) {
            return false;
        }
        var chunk = writer.chunk(List.of());
        skipped.forEach((partition, count) -> {
            writer.seek(Map.of(partition, reader.position(partition)));
            writer.appendSkipped(chunk, partition, count);
        });
        write(chunk);
        return true;
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> records) {
        var chunk = writer.chunk(records);
        TopicPartition partition = null;
        long end = 0;
        for (var record : records) {
            // The consumer returns many records of a partition in a row.
            if (partition == null || partition.partition() != record.partition()) {
                partition = new TopicPartition(record.topic(), record.partition());
                end = open.getOrDefault(partition, OffsetRange.ADDED).to();
            }
            if (record.offset() < end && !writer.isFull()) {
                writer.append(chunk, record);
            }
        }
        write(chunk);
    }

    /** Writes a chunk, and reads on when the connection has room for more. */
    void write(Buffer chunk) {
        if (tail.isJoined()) {
            tail.write(chunk);
        } else if (isComplete()) {
            end(chunk);
        } else if (chunk.length() == 0) {
            reader.written();
            loop.wake();
        } else {
            writer.write(chunk, this::onWritten);
        }
    }

    private boolean isComplete() {
        if (writer.isFull()) {
            return true;
        }
        if (!request.follow()
                && open.entrySet().removeIf(range -> range.getValue().isDone(reader.position(range.getKey())))) {
            reader.retain(open.keySet());
        }
        return !request.follow() && open.isEmpty();
    }

    /** Writes the last chunk. */
    void end(Buffer chunk) {
        writer.end(chunk, () -> loop.run(this::close));
    }

    private void onWritten() {
        loop.run(() -> {
            sinceRecords.restart();
            reader.written();
            loop.pollNow();
        });
    }

    private void onMemory() {
        loop.run(() -> {
            sinceRecords.restart();
            loop.pollNow();
        });
    }

    private void onIdle() {
        if (!request.follow() && sinceRecords.exceeds(config.stallTimeout())) {
            fail(request.stalled());
        } else if (writer.isSilentFor(config.heartbeat())) {
            writer.writeHeartbeat(loop::wake);
        } else {
            loop.backOff(scheduler.pollInterval());
        }
    }

    /** Reads these partitions, too, or continues at these offsets. */
    void seek(Map<TopicPartition, Long> offsets) {
        reader.seek(offsets);
        writer.seek(offsets);
    }

    /** Ends the stream with the reason why it is incomplete. */
    void fail(Failure failure) {
        writer.fail(failure);
        close();
    }

    private void close() {
        try {
            tail.leave();
            reader.close();
        } finally {
            place.release();
            loop.close();
            onClose.run();
        }
    }
}
