package dev.weir.http;

import dev.weir.model.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses bodies over the limit with an answer that names it: those that say so before a byte of them is read, and others
 * when they have got there.
 *
 * <p>Quarkus has a limit of its own, which answers with an empty body and would also end a stream of lines, whose length
 * has no bound because it is never held as a whole.
 */
@ApplicationScoped
class BodyLimit {

    /** Before all routes. */
    private static final int PRIORITY = 1;

    private final long most;
    private final PlainAnswers answers;

    BodyLimit(HttpLimits limits, PlainAnswers answers) {
        most = limits.maxBody().asLongValue();
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var headers = context.request().headers();
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (MediaTypes.isNdjson(headers.get(HttpHeaders.CONTENT_TYPE))) {
            context.next();
        } else if (length == null) {
            gather(context);
        } else if (Long.parseLong(length) > most) {
            refuse(context, "The body has %s bytes and the limit is %d (weir.http.max-body)".formatted(length, most));
        } else {
            context.next();
        }
    }

    /** Reads a body that does not say its length, or none. */
    private void gather(RoutingContext context) {
        var request = context.request();
        if (request.isEnded()) {
            context.next();
            return;
        }
        var body = Buffer.buffer();
        request.handler(piece -> {
            if (context.response().ended()) {
                return;
            }
            if (body.length() + piece.length() > most) {
                refuse(context, "The body is longer than the limit of %d bytes (weir.http.max-body)".formatted(most));
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                handOn(context, body);
            }
        });
        request.resume();
    }

    /** Deprecated in favour of a handler that reads every body, which a stream of lines could not pass. */
    @SuppressWarnings("deprecation")
    private static void handOn(RoutingContext context, Buffer body) {
        context.setBody(body);
        context.next();
    }

    private void refuse(RoutingContext context, String message) {
        answers.refuseAndClose(context.request(), Failure.of(Failure.Kind.TOO_LARGE, message));
    }
}
