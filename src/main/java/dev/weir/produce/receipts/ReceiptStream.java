package dev.weir.produce.receipts;

import dev.weir.http.endpoint.Exchange;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

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
    private long last;
    private long sent;
    private boolean disconnected;

    /** @param last the sequence of the receipt before the first one of the response */
    ReceiptStream(Exchange exchange, Receipts receipts, ReceiptEvents events, long last) {
        this.exchange = exchange;
        this.receipts = receipts;
        this.events = events;
        this.last = last;
    }

    void start() {
        var response = exchange.response();
        // A client that disconnects is how every one of these responses ends, and no error.
        exchange.onGone(() -> disconnected = true);
        exchange.count(() -> sent);
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, exchange.mediaType())
                // Clients of RESTEasy read the media type of the data from it.
                .putHeader("X-SSE-Content-Type", "application/json");
        // The client gets the headers before the first event.
        response.write(Buffer.buffer());
        next();
    }

    /** Ends the response with the reason. */
    void fail(Failure failure) {
        exchange.response().end(ReceiptEvents.of(failure));
    }

    private void next() {
        receipts.after(last, MAX_AT_ONCE)
                .thenAccept(closed -> exchange.context().runOnContext(now -> write(closed)));
    }

    private void write(List<Receipt> closed) {
        var response = exchange.response();
        if (disconnected || response.closed() || response.ended()) {
            return;
        }
        response.write(events.of(last, closed));
        if (!closed.isEmpty()) {
            last = closed.get(closed.size() - 1).sequence();
            sent += closed.size();
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                next();
            });
        } else {
            next();
        }
    }
}
