package dev.weir.consumers;

import dev.weir.consumers.instance.PollRequest;
import dev.weir.http.RouteResponses;
import dev.weir.http.access.Caller;
import dev.weir.http.endpoint.Exchange;
import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.function.Consumer;

/** A poll over HTTP. */
final class HttpPollRequest implements PollRequest {

    private final Caller caller;
    private final HttpServerRequest request;
    private final Context context;
    private final RouteResponses answers;
    private final String mediaType;
    private final long maxBytes;
    private volatile String recreated = "";
    private boolean gone;

    HttpPollRequest(Exchange exchange, Caller caller, RouteResponses answers, String mediaType, long maxBytes) {
        this.caller = caller;
        request = exchange.request();
        context = exchange.context();
        this.answers = answers;
        this.mediaType = mediaType;
        this.maxBytes = maxBytes;
    }

    /** The client has disconnected before it was answered. On the event loop. */
    void disconnect() {
        gone = true;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public long maxBytes() {
        return maxBytes;
    }

    @Override
    public void recreated(Collection<String> topics) {
        recreated = String.join(",", topics);
    }

    @Override
    public void answer(Buffer body, long handout, Consumer<Boolean> written) {
        context.runOnContext(now -> {
            if (gone || request.response().closed()) {
                written.accept(false);
                return;
            }
            if (!recreated.isEmpty()) {
                request.response().putHeader("Weir-Recreated-Topics", recreated);
            }
            request.response()
                    .putHeader("Content-Type", mediaType)
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Weir-Handout", Long.toString(handout))
                    .end(body)
                    .onComplete(done -> written.accept(done.succeeded()));
        });
    }

    @Override
    public void refuse(Failure failure) {
        context.runOnContext(now -> {
            if (!gone && !request.response().closed()) {
                answers.refuse(request.response(), failure);
            }
        });
    }
}
