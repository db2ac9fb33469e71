package dev.weir.console.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.console.history.Sampler;
import dev.weir.console.history.Snapshot;
import dev.weir.console.live.LiveLine.PartFailure;
import dev.weir.console.live.LiveLine.Rates;
import dev.weir.http.HttpStatuses;
import dev.weir.http.access.Caller;
import dev.weir.http.endpoint.Exchange;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One live response. A line that the connection has no room for is left out, because the next one replaces it.
 *
 * <p>Lines are written on the event loop of the connection; samples arrive on any thread.
 */
final class LiveStream {

    private static final int NOT_FOUND = 404;

    /** A topic or group that was just created may not be in the next samples. */
    private static final int MAX_MISSING = 10;

    private final Exchange exchange;
    private final LiveRequest request;
    private final Sampler sampler;
    private final ObjectMapper json;
    private LaneLines lines;
    private final TopicRates rates;
    private final Supplier<LiveLine> status;
    private final LiveReceipts receipts;
    private final Consumer<LiveStream> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Set<TopicName> failed = new HashSet<>();
    private Runnable unfollow = () -> {};
    private Caller rights;
    private long timer;
    private int missing;

    LiveStream(Exchange exchange, LiveRequest request, Caller caller, LiveStreams streams, Consumer<LiveStream> onEnd) {
        this.exchange = exchange;
        this.request = request;
        this.onEnd = onEnd;
        sampler = streams.sampler();
        json = streams.json();
        rights = caller;
        status = () -> streams.status(request.deadLetters() ? rights : null);
        receipts = request.receipts() ? new LiveReceipts(exchange.context(), streams.receipts(), this::writeAll) : null;
        lines = new LaneLines(sampler, caller);
        rates = new TopicRates(request.topics());
    }

    /** Leaves out what the client may not see now. On the event loop. */
    void showFor(Caller now) {
        rights = now;
        lines = new LaneLines(sampler, now);
    }

    void start(LiveLine hello, long intervalMillis) {
        var response = exchange.response();
        // A client that disconnects is how most of these responses end, and no error.
        exchange.onGone(this::end);
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, exchange.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Or a proxy would gather lines before it passes them on.
                .putHeader("X-Accel-Buffering", "no");
        response.write(line(hello).appendBuffer(line(status.get())));
        if (receipts != null) {
            receipts.start();
        }
        watch();
        unfollow = sampler.follow(snapshot -> exchange.context().runOnContext(now -> write(snapshot)));
        timer = exchange.context()
                .owner()
                .setPeriodic(
                        intervalMillis,
                        tick -> exchange.onEventLoop(() -> {
                            watch();
                            write(line(status.get()));
                        }));
    }

    /** Keeps what this response shows sampled. */
    private void watch() {
        try {
            sampler.rate(request.topics().stream().map(TopicName::value).toList());
            request.lanes().forEach(sampler::watch);
            if (request.group() != null) {
                sampler.watch(request.group());
            }
        } catch (Failure tooMany) {
            write(line(new PartFailure("failure", "lanes", 429, tooMany.getMessage())));
        }
    }

    private void write(Snapshot snapshot) {
        if (ended.get()) {
            return;
        }
        var out = Buffer.buffer();
        var topics = rates.of(snapshot);
        if (!topics.isEmpty()) {
            out.appendBuffer(line(new Rates("topics", snapshot.time(), topics)));
        }
        missing++;
        for (var topic : request.lanes()) {
            if (snapshot.targets().topics().contains(topic.value())) {
                failed.remove(topic);
                out.appendBuffer(line(lines.lane(snapshot, topic.value())));
            } else if (missing > MAX_MISSING && failed.add(topic)) {
                var text = "There is no topic '" + topic + "', or too many partitions are watched already";
                out.appendBuffer(line(new PartFailure("failure", "lanes", NOT_FOUND, text)));
            }
        }
        if (request.group() != null) {
            out.appendBuffer(line(lines.groupLine(snapshot, request.group().value())));
        }
        write(out);
    }

    /** Writes a line that no later one replaces; returns false where the connection has no room for it now. */
    private boolean writeAll(LiveLine line) {
        var response = exchange.response();
        if (ended.get() || response.closed() || response.writeQueueFull()) {
            return false;
        }
        response.write(line(line));
        return true;
    }

    private void write(Buffer buffer) {
        var response = exchange.response();
        if (!ended.get() && !response.closed() && buffer.length() > 0 && !response.writeQueueFull()) {
            response.write(buffer);
        }
    }

    private Buffer line(LiveLine line) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(line)).appendByte((byte) '\n');
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The client has lost its right to the response, which ends with the reason. On the event loop. */
    void refuse(Failure failure) {
        if (!ended.get() && !exchange.response().closed()) {
            exchange.response()
                    .end(line(
                            new PartFailure("failure", "feed", HttpStatuses.of(failure.kind()), failure.getMessage())));
        }
        end();
    }

    /** Weir shuts down. From any thread. */
    void stop() {
        exchange.onEventLoop(() -> {
            if (!ended.get() && !exchange.response().closed()) {
                exchange.response().end();
            }
            end();
        });
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            exchange.context().owner().cancelTimer(timer);
            unfollow.run();
            if (receipts != null) {
                receipts.stop();
            }
            onEnd.accept(this);
        }
    }
}
