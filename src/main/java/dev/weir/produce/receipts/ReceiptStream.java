package dev.weir.produce.receipts;

import dev.weir.cluster.forward.NodeStreams;
import dev.weir.http.endpoint.Exchange;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * One response with receipts as they are closed, without end; read no faster than the client reads.
 *
 * <p>All of it runs on the event loop of the connection.
 */
final class ReceiptStream {

    private static final int MAX_AT_ONCE = 256;

    private final Exchange exchange;
    private final Receipts receipts;
    private final ReceiptEvents events;
    private Optional<NodeStreams> others = Optional.empty();
    private long last;
    private long sent;
    private boolean disconnected;
    private boolean full;
    private boolean waiting;

    /** @param last the sequence of the receipt before the first one of the response */
    ReceiptStream(Exchange exchange, Receipts receipts, ReceiptEvents events, long last) {
        this.exchange = exchange;
        this.receipts = receipts;
        this.events = events;
        this.last = last;
    }

    /**
     * Begins the response.
     *
     * @param streams of other nodes, which are started; empty where there is no part of theirs
     * @param hasPosition whether the response begins with the id of the last receipt
     */
    void start(Optional<NodeStreams> streams, boolean hasPosition) {
        others = streams;
        var response = exchange.response();
        // A client that disconnects is how every one of these responses ends, and no error.
        exchange.onGone(() -> {
            disconnected = true;
            others.ifPresent(NodeStreams::stop);
        });
        exchange.count(() -> sent);
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, exchange.mediaType())
                // Clients of RESTEasy read the media type of the data from it.
                .putHeader("X-SSE-Content-Type", "application/json");
        // The client gets the headers before the first event.
        response.write(hasPosition ? events.begin(last) : Buffer.buffer());
        others.ifPresent(NodeStreams::start);
        next();
    }

    /** Ends the response with the reason. */
    void fail(Failure failure) {
        others.ifPresent(NodeStreams::stop);
        exchange.response().end(ReceiptEvents.of(failure));
    }

    /** Writes what another node has sent. */
    void append(Buffer event, boolean isReceipt) {
        if (!isOver()) {
            exchange.response().write(event);
            sent += isReceipt ? 1 : 0;
            awaitRoom();
        }
    }

    private void next() {
        receipts.after(last, MAX_AT_ONCE)
                .thenAccept(closed -> exchange.context().runOnContext(now -> write(closed)));
    }

    private void write(List<Receipt> closed) {
        if (isOver()) {
            return;
        }
        exchange.response().write(events.of(last, closed));
        if (!closed.isEmpty()) {
            last = closed.get(closed.size() - 1).sequence();
            sent += closed.size();
        }
        awaitRoom();
        if (full) {
            waiting = true;
        } else {
            next();
        }
    }

    private boolean isOver() {
        var response = exchange.response();
        return disconnected || response.closed() || response.ended();
    }

    private void awaitRoom() {
        var response = exchange.response();
        if (!full && response.writeQueueFull()) {
            full = true;
            others.ifPresent(NodeStreams::pause);
            response.drainHandler(drained -> {
                response.drainHandler(null);
                full = false;
                others.ifPresent(NodeStreams::resume);
                if (waiting) {
                    waiting = false;
                    next();
                }
            });
        }
    }
}
