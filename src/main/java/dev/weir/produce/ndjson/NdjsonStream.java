package dev.weir.produce.ndjson;

import dev.weir.http.MediaTypes;
import dev.weir.http.body.BodyBudget;
import dev.weir.http.body.ContentDecoder;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.produce.OutcomeCollector;
import dev.weir.produce.ndjson.NdjsonRecordReader.Line;
import dev.weir.produce.ndjson.NdjsonRoute.Order;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One request whose body is a record a line and whose answer is a line a record, both at the same time.
 *
 * <p>Everything here happens on the event loop of the connection. The client is made to wait (its input is paused)
 * while too many records are under way, while it does not read its answers, and while all of Weir has too much to do;
 * so the number of lines does not matter to memory. What is held before it is sent counts in the {@link BodyBudget};
 * where that has no room, the unfinished line and the lines that wait are refused one by one, and the stream goes on.
 */
final class NdjsonStream {

    private static final int MAX_IN_FLIGHT = 10_000;
    private static final int MAX_WAITING_BYTES = 65_536;
    /** What a stream may hold without a share of the budget. */
    private static final int SMALL = 8_192;

    private static final long TRY_AGAIN_MILLIS = 20;

    private final HttpServerRequest request;
    private final Order order;
    private final ContentDecoder decoding;
    private final BodyBudget bodies;
    private final RecordSender sender;
    private final Duration budget;
    private final NdjsonRecordReader reader;
    private final LineSplitter splitter;
    private final Vertx vertx;
    private final Context context;

    private final Deque<NdjsonChunk> waiting = new ArrayDeque<>();
    private final Deque<NdjsonChunk> inFlight = new ArrayDeque<>();
    private List<Line> lines = new ArrayList<>();
    private int lineBytes;
    private int records;
    private int waitingBytes;
    private BodyBudget.Share share;
    private long shared;
    private Failure givenUp;
    private boolean handing;
    private boolean undecoded;
    private boolean decoded;
    private boolean ended;
    private boolean gone;

    /**
     * A stream that has not begun.
     *
     * @param decoding null where the body has no content coding
     * @param bodies what bounds the bytes that are held before they are sent
     * @param budget the time in which an outcome is told
     */
    NdjsonStream(
            HttpServerRequest request,
            Order order,
            ContentDecoder decoding,
            BodyBudget bodies,
            RecordSender sender,
            Duration budget,
            Vertx vertx) {
        this.request = request;
        this.order = order;
        this.decoding = decoding;
        this.bodies = bodies;
        this.sender = sender;
        this.budget = budget;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.reader = new NdjsonRecordReader(order.topic(), order.format());
        this.splitter = new LineSplitter(order.longestLine(), this::line, () -> lines.add(Line.bad(tooLong())));
    }

    /**
     * Takes over the request and its response; has no effect where the client has gone.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no room for what its content coding needs
     */
    void start() {
        var response = request.response();
        if (response.closed() || (request.isEnded() && request.bytesRead() > 0)) {
            return;
        }
        if (decoding != null) {
            open();
            take(decoding.memory());
        }
        response.setChunked(true).putHeader("Content-Type", MediaTypes.NDJSON);
        response.drainHandler(drained -> throttle());
        response.closeHandler(closed -> leave());
        request.exceptionHandler(broken -> leave());
        if (request.isEnded()) {
            end();
            return;
        }
        request.endHandler(done -> end());
        request.handler(this::take);
        request.resume();
    }

    private void leave() {
        gone = true;
        waiting.clear();
        splitter.drop();
        close();
        if (decoding != null) {
            decoding.close();
        }
    }

    private void line(byte[] line) {
        lineBytes += line.length;
        lines.add(reader.read(line));
    }

    private void take(Buffer piece) {
        if (gone || ended) {
            return;
        }
        if (decoding == null) {
            splitter.feed(piece.getBytes());
            queue();
        } else if (!decoded) {
            decoding.input(piece.getBytes());
            undecoded = true;
            decode();
        }
    }

    /** As far as there is room; the client waits until the piece is done. */
    private void decode() {
        try {
            while (undecoded && !gone && !isFull()) {
                var next = decoding.next();
                if (next == null) {
                    undecoded = false;
                } else {
                    splitter.feed(next);
                    enqueue();
                }
            }
        } catch (Failure corrupt) {
            breakOff(corrupt);
        }
        hand();
        throttle();
    }

    /** What cannot be decoded has no end and no next line. */
    private void breakOff(Failure corrupt) {
        undecoded = false;
        decoded = true;
        splitter.drop();
        lines.add(Line.bad(corrupt));
        enqueue();
    }

    private void end() {
        if (decoding != null && !decoded) {
            try {
                decoding.end();
            } catch (Failure truncated) {
                breakOff(truncated);
            }
        }
        if (decoding != null) {
            decoding.close();
        }
        splitter.end();
        ended = true;
        queue();
        flush();
    }

    private void queue() {
        enqueue();
        hand();
        throttle();
    }

    private void enqueue() {
        if (!lines.isEmpty()) {
            waiting.add(new NdjsonChunk(lines, lineBytes));
            records += lines.size();
            waitingBytes += lineBytes;
            lines = new ArrayList<>();
            lineBytes = 0;
        }
        account();
    }

    /** Sends the next chunk, once the one before it is accepted: lines keep their order. */
    private void hand() {
        if (handing || waiting.isEmpty() || gone) {
            return;
        }
        var chunk = next();
        var batch = chunk.batch(order.topic(), order.acks(), order.partitioning());
        if (batch.records().isEmpty()) {
            chunk.answer(List.of());
            flush();
            hand();
            return;
        }
        handing = true;
        var collector = new OutcomeCollector(batch.records().size(), budget);
        sender.send(batch, collector)
                .whenComplete((accepted, refusal) -> context.runOnContext(now -> accepted(chunk, collector, refusal)));
    }

    private NdjsonChunk next() {
        var chunk = waiting.poll();
        waitingBytes -= chunk.bytes();
        account();
        inFlight.add(chunk);
        return chunk;
    }

    private void accepted(NdjsonChunk chunk, OutcomeCollector collector, Throwable refusal) {
        handing = false;
        if (refusal == null) {
            collector
                    .outcomes()
                    .thenAccept(outcomes -> context.runOnContext(now -> {
                        chunk.answer(outcomes);
                        flush();
                    }));
            handOn();
            return;
        }
        var failure = KafkaFailures.ofSend(refusal);
        if (failure.kind() == Failure.Kind.TOO_MANY && givenUp == null && !gone) {
            inFlight.removeLast();
            waiting.addFirst(chunk);
            waitingBytes += chunk.bytes();
            account();
            if (givenUp == null) {
                vertx.setTimer(TRY_AGAIN_MILLIS, now -> hand());
                return;
            }
        } else {
            chunk.answerAll(failure);
        }
        flush();
        handOn();
    }

    private void handOn() {
        if (givenUp != null) {
            refuseWaiting();
        }
        hand();
        if (undecoded) {
            decode();
        }
    }

    private void flush() {
        while (!inFlight.isEmpty() && inFlight.peek().isAnswered()) {
            var chunk = inFlight.poll();
            records -= chunk.size();
            if (!gone) {
                request.response().write(chunk.answers());
            }
        }
        throttle();
        if (ended
                && inFlight.isEmpty()
                && waiting.isEmpty()
                && !gone
                && !request.response().ended()) {
            close();
            request.response().end();
        }
    }

    private void throttle() {
        if (ended || gone) {
            return;
        }
        if (isFull()) {
            request.pause();
        } else if (undecoded) {
            request.pause();
            context.runOnContext(now -> {
                if (undecoded && !isFull()) {
                    decode();
                }
            });
        } else {
            request.resume();
        }
    }

    private boolean isFull() {
        return records > MAX_IN_FLIGHT
                || waitingBytes > MAX_WAITING_BYTES
                || request.response().writeQueueFull();
    }

    /** Takes of the budget what is held now, or gives it back. */
    private void account() {
        long held = (long) splitter.held() + waitingBytes;
        if (gone || givenUp != null || (share == null && held <= SMALL)) {
            return;
        }
        if (share == null) {
            open();
        }
        long wanted = held + (decoding == null ? 0 : decoding.memory());
        try {
            if (wanted > shared) {
                take(wanted - shared);
            } else {
                share.release(shared - wanted);
                shared = wanted;
            }
        } catch (Failure full) {
            giveUp(full);
        }
        if (share != null && held <= SMALL && decoding == null) {
            close();
        }
    }

    private void open() {
        share = bodies.open(false, full -> context.runOnContext(now -> giveUp(full)));
        shared = 0;
    }

    private void take(int bytes) {
        take((long) bytes);
    }

    private void take(long bytes) {
        share.take(bytes);
        shared += bytes;
    }

    private void close() {
        if (share != null) {
            share.close();
            share = null;
            shared = 0;
        }
    }

    /** Refuses what is held and has not been handed on. */
    private void giveUp(Failure full) {
        close();
        if (gone) {
            return;
        }
        givenUp = full;
        if (splitter.drop()) {
            lines.add(Line.bad(full));
            waiting.add(new NdjsonChunk(lines, lineBytes));
            records += lines.size();
            waitingBytes += lineBytes;
            lines = new ArrayList<>();
            lineBytes = 0;
        }
        if (!handing) {
            refuseWaiting();
            flush();
        }
    }

    private void refuseWaiting() {
        var full = givenUp;
        while (!waiting.isEmpty()) {
            var chunk = waiting.poll();
            waitingBytes -= chunk.bytes();
            inFlight.add(chunk);
            chunk.answerAll(full);
        }
        givenUp = null;
    }

    private Failure tooLong() {
        return Failure.of(
                Failure.Kind.TOO_LARGE,
                "The line is longer than %s (weir.http.max-body-size)"
                        .formatted(Count.of(order.longestLine(), "byte")));
    }
}
