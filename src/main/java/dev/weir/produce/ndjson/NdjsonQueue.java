package dev.weir.produce.ndjson;

import dev.weir.model.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The chunks of a stream in the order of their lines: first those in flight, then those that wait; for one thread. */
final class NdjsonQueue {

    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_WAITING_BYTES = 65_536;

    private final Deque<NdjsonChunk> inFlight = new ArrayDeque<>();
    private final Deque<NdjsonChunk> waiting = new ArrayDeque<>();
    private int records;
    private int waitingBytes;

    void add(NdjsonChunk chunk) {
        waiting.add(chunk);
        records += chunk.size();
        waitingBytes += chunk.bytes();
    }

    /** Moves the first chunk that waits to those in flight; empty where none waits. */
    Optional<NdjsonChunk> next() {
        var chunk = Optional.ofNullable(waiting.poll());
        chunk.ifPresent(next -> {
            waitingBytes -= next.bytes();
            inFlight.add(next);
        });
        return chunk;
    }

    /** Moves the last chunk in flight back, because it could not be sent yet. */
    void putBack() {
        var chunk = inFlight.removeLast();
        waiting.addFirst(chunk);
        waitingBytes += chunk.bytes();
    }

    /** Fails all lines of all chunks that wait. */
    void failWaiting(Failure failure) {
        for (var chunk = next(); chunk.isPresent(); chunk = next()) {
            chunk.get().fail(failure);
        }
    }

    void dropWaiting() {
        waiting.clear();
        waitingBytes = 0;
    }

    /** Removes the first chunk if all its outcomes are known; empty otherwise. */
    Optional<NdjsonChunk> pollCompleted() {
        if (inFlight.isEmpty() || !inFlight.peek().isCompleted()) {
            return Optional.empty();
        }
        var chunk = inFlight.poll();
        records -= chunk.size();
        return Optional.of(chunk);
    }

    /** The length of the lines that wait. */
    int waitingBytes() {
        return waitingBytes;
    }

    boolean isFull() {
        return records > MAX_RECORDS || waitingBytes > MAX_WAITING_BYTES;
    }

    boolean isEmpty() {
        return inFlight.isEmpty() && waiting.isEmpty();
    }
}
