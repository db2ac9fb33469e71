package dev.weir.stream;

import dev.weir.http.RecordJson;
import dev.weir.model.Failure;
import dev.weir.reading.Stopwatch;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the records of one stream in the framing of its request, and keeps the positions that go with them. Used on
 * the strand of the stream.
 */
final class StreamWriter {

    private enum State {
        /** Nothing is written, and a failure still has a status. */
        NEW,
        BEGUN,
        /** The response is complete. */
        ENDED
    }

    private final StreamRequest request;
    private final Framing framing;
    private final StreamResponse response;
    private final Stopwatch sinceWrite;
    private final Positions positions = new Positions();
    private State state = State.NEW;
    private final AtomicLong sent = new AtomicLong();

    StreamWriter(StreamRequest request, StreamResponse response, Stopwatch sinceWrite) {
        this.request = request;
        this.framing = request.framing();
        this.response = response;
        this.sinceWrite = sinceWrite;
    }

    /** Sets the next offsets of partitions. */
    void seek(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> positions.set(partition.partition(), offset));
    }

    /** Forgets the offsets of all partitions. */
    void forget() {
        positions.clear();
    }

    /** The number of partitions. */
    int partitions() {
        return positions.size();
    }

    /** The number of records that were written. From any thread. */
    long records() {
        return sent.get();
    }

    /** Whether there are as many records as the client wants. */
    boolean isFull() {
        return sent.get() >= request.limit();
    }

    /** Whether the response cannot report skipped offsets. */
    boolean hidesGaps() {
        return !tellsGaps() && sent.get() > 0;
    }

    /** A chunk of the response for these records; the first one begins with what comes before all records. */
    Buffer chunk(List<ConsumerRecord<byte[], byte[]>> records) {
        int size = 0;
        for (var record : records) {
            size += RecordJson.estimate(record);
        }
        var chunk = Buffer.buffer(size);
        if (state == State.NEW) {
            state = State.BEGUN;
            framing.begin(chunk, positions);
        }
        return chunk;
    }

    /** Appends a record that the request selects. */
    void append(Buffer chunk, ConsumerRecord<byte[], byte[]> record) {
        positions.set(record.partition(), record.offset() + 1);
        if (request.selection().selects(record)) {
            framing.record(chunk, record, request.layout(), positions, sent.get() == 0);
            sent.incrementAndGet();
        }
    }

    /** The chunk of many responses, whose records count as written by this one. */
    Buffer counted(SharedChunk chunk) {
        sent.addAndGet(chunk.records());
        return chunk.bytes();
    }

    private boolean tellsGaps() {
        return framing == Framing.EVENTS || request.lossy();
    }

    /** Appends that the response leaves out the next records of a partition. */
    void appendSkipped(Buffer chunk, TopicPartition partition, long skipped) {
        if (tellsGaps() && skipped > 0) {
            framing.skipped(chunk, partition.partition(), skipped);
        }
    }

    /** Appends that the topic was created again, and is read from its beginning. */
    void appendRecreated(Buffer chunk) {
        Framing.recreated(chunk, positions);
    }

    /**
     * Writes a chunk.
     *
     * @param more called, on any thread, when the connection has room for the next one
     */
    void write(Buffer chunk, Runnable more) {
        sinceWrite.restart();
        response.write(chunk, more);
    }

    /** Whether nothing was written for so long. */
    boolean isSilentFor(Duration limit) {
        return sinceWrite.exceeds(limit);
    }

    /** Writes a keep-alive, which begins the response where it has not begun. */
    void writeHeartbeat(Runnable more) {
        write(heartbeat(), more);
    }

    /** A keep-alive, which begins the response where it has not begun. */
    Buffer heartbeat() {
        var chunk = chunk(List.of());
        framing.heartbeat(chunk, positions);
        return chunk;
    }

    /**
     * Writes the last chunk.
     *
     * @param written called, on any thread, when the connection has taken it or the client has disconnected
     */
    void end(Buffer chunk, Runnable written) {
        framing.end(chunk);
        state = State.ENDED;
        response.end(chunk, written);
    }

    /** Ends the response with the reason why it is incomplete, unless it is complete. */
    void fail(Failure failure) {
        if (state != State.ENDED) {
            response.fail(failure, framing);
        }
    }

    /** Ends a response that would have no end; aborts one that is incomplete, so that its client does not trust it. */
    void stop() {
        if (state == State.ENDED) {
            return;
        }
        if (request.follow()) {
            response.end(Buffer.buffer(), () -> {});
        } else {
            response.breakOff();
        }
    }
}
