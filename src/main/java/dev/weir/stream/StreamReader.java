package dev.weir.stream;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import dev.weir.reading.tail.Tails;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of one stream with a consumer of its own. Used on the strand of the stream. */
final class StreamReader {

    /** Unread records of a partition with which a lossy stream skips to the last of them. */
    private static final long MAX_UNREAD = 1_000;

    private static final long UNREAD_AFTER_SKIP = 100;

    private final TopicStream stream;
    private final StreamRequest request;
    private final StreamWriter writer;
    private final StreamTopic topic;
    private final BoundedReader consumer;
    private final StreamConfig config;
    private final PollScheduler scheduler;
    private final PollLoop loop;
    private final Stopwatch sinceRecords;

    /** Of a stream with an end, the ranges that are not read to their ends. */
    private final Map<TopicPartition, OffsetRange> open = new HashMap<>();

    StreamReader(
            TopicStream stream,
            StreamRequest request,
            StreamWriter writer,
            StreamTopic topic,
            BoundedReader consumer,
            StreamConfig config,
            PollScheduler scheduler,
            PollLoop loop) {
        this.stream = stream;
        this.request = request;
        this.writer = writer;
        this.topic = topic;
        this.consumer = consumer;
        this.config = config;
        this.scheduler = scheduler;
        this.loop = loop;
        sinceRecords = scheduler.stopwatch();
    }

    /** The stream begins now; Kafka has time for the first record. */
    void restart() {
        sinceRecords.restart();
    }

    /** Sets the ranges of a stream with an end. */
    void open(Map<TopicPartition, OffsetRange> ranges) {
        open.putAll(ranges);
    }

    /** Polls, and writes what there is. */
    void read() {
        topic.check();
        if (!consumer.mayPoll(this::onMemory)) {
            if (writer.isSilentFor(config.heartbeat())) {
                writer.writeHeartbeat(() -> {});
            }
            loop.pollAfter(config.heartbeat());
            return;
        }
        if (request.sharesTail() && joinsTail()) {
            loop.pollNow();
            return;
        }
        if (request.lossy() && skipUnread()) {
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> records;
        try {
            records = consumer.poll(loop.isIdle() ? Duration.ZERO : PollScheduler.SHORT_POLL);
        } catch (OffsetOutOfRangeException overtaken) {
            topic.skipDeleted(overtaken.offsetOutOfRangePartitions());
            return;
        } catch (RuntimeException refused) {
            stream.fail(KafkaFailures.ofRead(refused));
            return;
        }
        if (!records.isEmpty()) {
            sinceRecords.restart();
            write(records);
        } else if (isComplete()) {
            stream.end(writer.chunk(List.of()));
        } else {
            onIdle();
        }
    }

    /** Joins the tail where the end of the topic is near and there is memory for the tail. */
    private boolean joinsTail() {
        var unread = consumer.unread();
        if (unread.isEmpty() || unread.getAsLong() > Tails.FEW_RECORDS) {
            return false;
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (var partition : consumer.assignment()) {
            var position = consumer.position(partition);
            if (position == null) {
                return false;
            }
            positions.put(partition, position);
        }
        try {
            return stream.joinTail(positions, true);
        } catch (Failure full) {
            return false;
        }
    }

    private boolean skipUnread() {
        var skipped = consumer.skipUnread(MAX_UNREAD, UNREAD_AFTER_SKIP);
        if (skipped.isEmpty()) {
            return false;
        }
        var chunk = writer.chunk(List.of());
        skipped.forEach((partition, count) -> {
            writer.seek(Map.of(partition, consumer.position(partition)));
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
        if (isComplete()) {
            stream.end(chunk);
        } else if (chunk.length() == 0) {
            consumer.written();
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
                && open.entrySet().removeIf(range -> range.getValue().isDone(consumer.position(range.getKey())))) {
            consumer.retain(open.keySet());
        }
        return !request.follow() && open.isEmpty();
    }

    private void onWritten() {
        loop.run(() -> {
            sinceRecords.restart();
            consumer.written();
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
            stream.fail(request.stalled());
        } else if (writer.isSilentFor(config.heartbeat())) {
            writer.writeHeartbeat(loop::wake);
        } else {
            loop.backOff(scheduler.pollInterval());
        }
    }
}
