package dev.weir.stream;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.FetchBudget;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.TopicIds;
import dev.weir.reading.tail.Tails;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One stream: its loop polls when the connection has room for more records, and is closed when the client disconnects.
 *
 * <p>Everything happens on the strand of the loop. The budget of all readers limits the records that are fetched ahead,
 * the write queue of the connection those that are written ahead; a slow client is merely behind.
 */
final class TopicStream {

    private static final Duration PLACE_INTERVAL = Duration.ofSeconds(1);

    private final StreamRequest request;
    private final StreamConfig config;
    private final PollScheduler scheduler;
    private final PollLoop loop;
    private final BoundedReader consumer;
    private final FetchBudget.Place place;
    private final StreamWriter writer;
    private final StreamTopic topic;
    private final StreamTail tail;
    private final StreamReader reader;
    private final Runnable onClose;

    /** The current action of a poll: search the last records, read, or start with a recreated topic. */
    private Runnable phase;

    TopicStream(
            StreamRequest request,
            StreamResponse response,
            StreamRanges lookup,
            StreamConfig config,
            PollScheduler scheduler,
            TopicIds ids,
            Tails tails,
            FetchBudget.Place place,
            BoundedReader consumer,
            Runnable onClose) {
        this.request = request;
        this.config = config;
        this.scheduler = scheduler;
        this.place = place;
        this.consumer = consumer;
        this.onClose = onClose;
        loop = scheduler.loop(() -> phase.run(), defect -> fail(KafkaFailures.ofRead(defect)));
        writer = new StreamWriter(request, response, scheduler.stopwatch());
        topic = new StreamTopic(this, request, writer, lookup, loop, scheduler, ids, config.heartbeat());
        tail = new StreamTail(this, request, writer, tails, loop, config.heartbeat());
        reader = new StreamReader(this, request, writer, topic, consumer, config, scheduler, loop);
        phase = reader::read;
    }

    /** Begins to read; returns at once. */
    void start(Map<TopicPartition, OffsetRange> ranges) {
        loop.run(() -> {
            try {
                if (request.isCounted(ranges.size())) {
                    place.take();
                    var start = new LastRecordsStart(request, ranges, consumer, loop, scheduler, config.stallTimeout());
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
        phase = reader::read;
        reader.restart();
        var positions = OffsetRange.each(ranges, OffsetRange::from);
        if (request.follow()) {
            if (!joinTail(positions, OffsetRange.size(ranges.values()) <= Tails.FEW_RECORDS)) {
                place.take();
                consumer.seek(positions);
            }
            writer.seek(positions);
            var chunk = writer.chunk(List.of());
            ranges.forEach((partition, range) -> writer.appendSkipped(chunk, partition, range.skipped()));
            // The headers tell the client at once that its request is accepted; the first record may take long.
            write(chunk.length() == 0 ? writer.heartbeat() : chunk);
        } else {
            place.take();
            seek(positions);
            reader.open(ranges);
            loop.pollNow();
        }
    }

    /**
     * Shares the records of the tail from now on; false where the stream has to read by itself.
     *
     * @throws Failure where there is no memory for the consumer of a tail
     */
    boolean joinTail(Map<TopicPartition, Long> positions, boolean isNearEnd) {
        if (!tail.join(positions, isNearEnd)) {
            return false;
        }
        phase = tail::read;
        consumer.close();
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
        consumer.seek(positions);
        phase = isOfDeletedTopic ? topic::restart : reader::read;
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
        phase = reader::read;
        consumer.retain(Set.of());
        writer.forget();
    }

    private void find(LastRecordsStart start) {
        try {
            start.poll().ifPresent(this::begin);
        } catch (RuntimeException refused) {
            fail(KafkaFailures.ofRead(refused));
        }
    }

    /** Writes a chunk, and reads on when the connection has room for more. */
    void write(Buffer chunk) {
        if (tail.isJoined()) {
            tail.write(chunk);
        } else {
            reader.write(chunk);
        }
    }

    /** Writes the last chunk. */
    void end(Buffer chunk) {
        writer.end(chunk, () -> loop.run(this::close));
    }

    /** Reads these partitions, too, or continues at these offsets. */
    void seek(Map<TopicPartition, Long> offsets) {
        consumer.seek(offsets);
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
            consumer.close();
        } finally {
            place.release();
            loop.close();
            onClose.run();
        }
    }
}
