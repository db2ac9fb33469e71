package dev.weir.produce;

import dev.weir.http.MediaTypes;
import dev.weir.kafka.Answers;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.produce.LineReader.Line;
import dev.weir.produce.NdjsonRoute.Order;
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
 * <p>Everything here happens on the event loop of the connection. The client is made to wait (its input is paused) while
 * too many records are under way, while it does not read its answers, and while all of Weir has too much to do; so the
 * number of lines does not matter to memory.
 */
final class NdjsonStream {

    private static final int MOST_UNDER_WAY = 10_000;
    private static final long TRY_AGAIN_MILLIS = 20;

    private final HttpServerRequest request;
    private final Order order;
    private final RecordSender sender;
    private final Duration budget;
    private final LineReader reader;
    private final LineSplitter splitter;
    private final Vertx vertx;
    private final Context context;

    private final Deque<NdjsonChunk> waiting = new ArrayDeque<>();
    private final Deque<NdjsonChunk> underWay = new ArrayDeque<>();
    private List<Line> lines = new ArrayList<>();
    private int records;
    private boolean handing;
    private boolean ended;
    private boolean gone;

    NdjsonStream(HttpServerRequest request, Order order, RecordSender sender, Duration budget, Vertx vertx) {
        this.request = request;
        this.order = order;
        this.sender = sender;
        this.budget = budget;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.reader = new LineReader(order.topic(), order.format());
        this.splitter = new LineSplitter(
                order.longestLine(), line -> lines.add(reader.read(line)), () -> lines.add(Line.bad(tooLong())));
    }

    /** Takes over the request and its response. */
    void start() {
        var response = request.response();
        response.setChunked(true).putHeader("Content-Type", MediaTypes.NDJSON);
        response.drainHandler(drained -> throttle());
        response.closeHandler(closed -> gone = true);
        request.exceptionHandler(broken -> gone = true);
        request.endHandler(done -> end());
        request.handler(this::take);
        request.resume();
    }

    private void take(Buffer piece) {
        splitter.feed(piece);
        queue();
    }

    private void end() {
        splitter.end();
        ended = true;
        queue();
        flush();
    }

    private void queue() {
        if (!lines.isEmpty()) {
            waiting.add(new NdjsonChunk(lines));
            records += lines.size();
            lines = new ArrayList<>();
        }
        hand();
        throttle();
    }

    /** Sends the next chunk, once the one before it is accepted: lines keep their order. */
    private void hand() {
        if (handing || waiting.isEmpty() || gone) {
            return;
        }
        var chunk = waiting.poll();
        underWay.add(chunk);
        var batch = chunk.batch(order.topic(), order.acks(), order.partitioning());
        if (batch.records().isEmpty()) {
            chunk.answer(List.of());
            flush();
            hand();
            return;
        }
        handing = true;
        var collector = new Collector(batch.records().size(), budget);
        sender.send(batch, collector)
                .whenComplete((accepted, refusal) -> context.runOnContext(now -> accepted(chunk, collector, refusal)));
    }

    private void accepted(NdjsonChunk chunk, Collector collector, Throwable refusal) {
        handing = false;
        if (refusal == null) {
            collector
                    .outcomes()
                    .thenAccept(outcomes -> context.runOnContext(now -> {
                        chunk.answer(outcomes);
                        flush();
                    }));
            hand();
            return;
        }
        var failure = Answers.toSend(refusal);
        if (failure.kind() == Failure.Kind.TOO_MANY) {
            underWay.removeLast();
            waiting.addFirst(chunk);
            vertx.setTimer(TRY_AGAIN_MILLIS, now -> hand());
            return;
        }
        chunk.answerAll(failure);
        flush();
        hand();
    }

    private void flush() {
        while (!underWay.isEmpty() && underWay.peek().isAnswered()) {
            var chunk = underWay.poll();
            records -= chunk.size();
            if (!gone) {
                request.response().write(chunk.answers());
            }
        }
        throttle();
        if (ended
                && underWay.isEmpty()
                && waiting.isEmpty()
                && !gone
                && !request.response().ended()) {
            request.response().end();
        }
    }

    private void throttle() {
        if (ended || gone) {
            return;
        }
        if (records > MOST_UNDER_WAY || request.response().writeQueueFull()) {
            request.pause();
        } else {
            request.resume();
        }
    }

    private Failure tooLong() {
        return Failure.of(
                Failure.Kind.TOO_LARGE,
                "The line is longer than %s (weir.http.max-body)".formatted(Count.of(order.longestLine(), "byte")));
    }
}
