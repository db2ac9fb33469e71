package dev.weir.stream;

import dev.weir.model.Failure;
import dev.weir.reading.PollLoop;
import dev.weir.reading.tail.TailBatch;
import dev.weir.reading.tail.TailCursor;
import dev.weir.reading.tail.Tails;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the records that a stream shares with all that follow the end of its topic. Used on the strand of the stream.
 *
 * <p>Where the client does not keep up, or the tail ends, the stream reads on by itself.
 */
final class StreamTail {

    private final TopicStream stream;
    private final StreamRequest request;
    private final StreamWriter writer;
    private final Tails tails;
    private final PollLoop loop;
    private final Duration heartbeat;
    private TailCursor cursor;

    StreamTail(
            TopicStream stream,
            StreamRequest request,
            StreamWriter writer,
            Tails tails,
            PollLoop loop,
            Duration heartbeat) {
        this.stream = stream;
        this.request = request;
        this.writer = writer;
        this.tails = tails;
        this.loop = loop;
        this.heartbeat = heartbeat;
    }

    /**
     * Joins the tail of the topic; false where the stream has to read by itself.
     *
     * @param isNearEnd whether there are few records from these positions to the end of the topic
     * @throws Failure where there is no memory for the consumer of a tail
     */
    boolean join(Map<TopicPartition, Long> positions, boolean isNearEnd) {
        if (!request.sharesTail()) {
            return false;
        }
        cursor = tails.join(request.place(), positions, isNearEnd, this::wake);
        return cursor != null;
    }

    /** Looks for batches, unless the stream reads by itself again. From any thread. */
    private void wake() {
        loop.run(() -> {
            if (cursor != null) {
                loop.pollNow();
            }
        });
    }

    /** Whether the stream has joined the tail. */
    boolean isJoined() {
        return cursor != null;
    }

    /** Leaves the tail, if the stream has joined it. */
    void leave() {
        if (cursor != null) {
            tails.leave(cursor);
            cursor = null;
        }
    }

    /** Writes the next records until the connection is full, or there are none. */
    void read() {
        while (cursor != null && !cursor.isBusy()) {
            var missed = cursor.takeMissed();
            if (!missed.isEmpty()) {
                write(own(missed));
            } else if (cursor.isLost()) {
                readAlone();
            } else {
                var chunk = next();
                if (chunk == null) {
                    onIdle();
                    return;
                }
                write(chunk);
            }
        }
    }

    private void onIdle() {
        if (cursor != null && writer.isSilentFor(heartbeat)) {
            writer.seek(cursor.positions());
            write(writer.heartbeat());
        }
    }

    /** Writes a chunk; the stream is not woken before the connection has room for the next one. */
    void write(Buffer chunk) {
        if (writer.isFull()) {
            leave();
            stream.end(chunk);
        } else if (chunk.length() > 0) {
            var writing = cursor;
            writing.busy(true);
            writer.write(chunk, () -> {
                writing.busy(false);
                if (writing.hasNews()) {
                    wake();
                }
            });
        }
    }

    /** The next batch as part of the response; null where there is none, and where the stream has ended. */
    private Buffer next() {
        boolean isShared = cursor.isAligned() && request.limit() == Long.MAX_VALUE;
        if (!isShared) {
            writer.seek(cursor.positions());
        }
        var batch = cursor.next();
        if (batch == null) {
            return null;
        }
        if (batch.isRecreated()) {
            return recreated(batch);
        }
        return isShared ? shared(batch) : own(batch.records());
    }

    private Buffer shared(TailBatch batch) {
        return writer.counted(batch.shared(request.view(), () -> SharedChunk.of(request.view(), batch)));
    }

    private Buffer own(List<ConsumerRecord<byte[], byte[]>> records) {
        var chunk = writer.chunk(records);
        for (var record : records) {
            if (cursor.isNew(record) && !writer.isFull()) {
                writer.append(chunk, record);
            }
        }
        cursor.align();
        return chunk;
    }

    private Buffer recreated(TailBatch batch) {
        if (request.framing() != Framing.EVENTS) {
            stream.fail(request.recreated());
            return null;
        }
        writer.forget();
        writer.seek(batch.after());
        var chunk = writer.chunk(List.of());
        writer.appendRecreated(chunk);
        return chunk;
    }

    private void readAlone() {
        var failure = cursor.failure();
        if (failure == null) {
            readAlone(cursor.isOfDeletedTopic());
        } else {
            stream.fail(failure);
        }
    }

    /** Leaves the tail and reads the topic, which was created again, from its beginning. */
    void restart() {
        readAlone(true);
    }

    private void readAlone(boolean isOfDeletedTopic) {
        var positions = cursor.positions();
        leave();
        stream.readAlone(positions, isOfDeletedTopic);
    }
}
