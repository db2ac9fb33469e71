package dev.weir.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.body.ContentDecoder;
import dev.weir.model.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Answers to requests that are met before, or beside, the REST layer. */
@Singleton
public class RouteResponses {

    private static final int NOT_ACCEPTABLE = 406;
    private static final long LINGER_MILLIS = 2_000;

    private final ObjectMapper json;

    RouteResponses(ObjectMapper json) {
        this.json = json;
    }

    /** Answers with the status and the error body of a failure. */
    public void refuse(HttpServerResponse response, Failure failure) {
        int status = HttpStatuses.of(failure.kind());
        HttpStatuses.retryAfter(status)
                .ifPresent(seconds -> response.putHeader("Retry-After", Integer.toString(seconds)));
        if (failure.kind() == Failure.Kind.UNSUPPORTED) {
            response.putHeader(HttpHeaders.ACCEPT_ENCODING, ContentDecoder.accepted());
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", MediaTypes.CONTROL)
                .end(json(body(status, failure)));
    }

    private static ErrorBody body(int status, Failure failure) {
        return failure.kind() == Failure.Kind.INTERNAL
                ? ErrorBody.ofDefect(failure)
                : new ErrorBody(status, failure.getMessage(), failure.details());
    }

    /** Answers with an object as JSON of a media type, under the status the response has. */
    public void give(HttpServerResponse response, String mediaType, Object answer) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(json(answer));
    }

    /** Answers that the {@code Accept} header asks for nothing there is, which is one of these media types. */
    public void refuseType(HttpServerResponse response, Collection<String> offered) {
        refuse(
                response,
                NOT_ACCEPTABLE,
                ErrorBody.NOTHING_ACCEPTABLE + "; it answers with " + String.join(", ", offered));
    }

    /** Answers with a status of HTTP's own, and a sentence. */
    public void refuse(HttpServerResponse response, int status, String message) {
        response.setStatusCode(status)
                .putHeader("Content-Type", MediaTypes.CONTROL)
                // Some of these never come by the filter that says it for all others.
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(json(ErrorBody.of(status, message)));
    }

    /** As {@link #refuse}, and closes the connection, for requests whose rest nobody will read. */
    public void refuseAndClose(HttpServerRequest request, Failure failure) {
        closeAfter(request);
        refuse(request.response(), failure);
    }

    /**
     * As {@link #refuse}, and closes the connection at once: where a message ends is not known, nor what follows it.
     */
    public void refuseMessage(HttpServerRequest request, Failure failure) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.response().endHandler(sent -> request.connection().close());
        refuse(request.response(), failure);
    }

    /**
     * Closes the connection after the answer; with HTTP/2 the others on it go on, and the rest of this one is dropped.
     *
     * <p>What the client is still sending is read and dropped for a moment: a connection that is closed over unread
     * bytes is reset, and the client may never see the answer.
     */
    public static void closeAfter(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.response().endHandler(sent -> dropRest(request));
        }
    }

    private static void dropRest(HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        Vertx.currentContext().owner().setTimer(LINGER_MILLIS, late -> request.connection()
                .close());
        request.handler(dropped -> {});
        request.endHandler(end -> request.connection().close());
        request.resume();
    }

    private Buffer json(Object answer) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
