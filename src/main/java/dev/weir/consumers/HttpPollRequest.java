package dev.weir.consumers;

import dev.weir.consumers.instance.PollRequest;
import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.function.Consumer;

/** A poll over HTTP. */
final class HttpPollRequest implements PollRequest {

    private final HttpServerRequest request;
    private final Context context;
    private final RouteResponses answers;
    private final String mediaType;
    private final long maxBytes;
    private volatile String recreated = "";
    private boolean gone;

    HttpPollRequest(
            HttpServerRequest request, Context context, RouteResponses answers, String mediaType, long maxBytes) {
        this.request = request;
        this.context = context;
        this.answers = answers;
        this.mediaType = mediaType;
        this.maxBytes = maxBytes;
    }

    /** Has it told that the client has gone before it was answered. On the event loop. */
    void onGone(Runnable told) {
        request.response().closeHandler(closed -> {
            gone = true;
            told.run();
        });
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
