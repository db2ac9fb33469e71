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

/** Responses to requests that the REST layer does not see. */
@Singleton
public class RouteResponses {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_ACCEPTABLE = 406;
    private static final long LINGER_MILLIS = 2_000;

    private final ObjectMapper json;

    RouteResponses(ObjectMapper json) {
        this.json = json;
    }

    /** Responds with the status and the error body of a failure. */
    public void refuse(HttpServerResponse response, Failure failure) {
        int status = HttpStatuses.of(failure.kind());
        HttpStatuses.retryAfter(failure)
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

    /** Responds with an object as JSON of a media type, and the status that is set. */
    public void respond(HttpServerResponse response, String mediaType, Object object) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(json(object));
    }

    /** Responds that the client accepts none of these media types. */
    public void refuseType(HttpServerResponse response, Collection<String> offered) {
        refuse(
                response,
                NOT_ACCEPTABLE,
                ErrorBody.NOTHING_ACCEPTABLE + "; it answers with " + String.join(", ", offered));
    }

    /** Responds that a path has other methods than that of the request, in the form of an {@code Allow} header. */
    public void refuseMethod(HttpServerResponse response, String allowed) {
        response.putHeader(HttpHeaders.ALLOW, allowed);
        refuse(response, METHOD_NOT_ALLOWED, "This address does not take this method; it takes " + allowed);
    }

    /** Responds with a status that no kind of failure has. */
    public void refuse(HttpServerResponse response, int status, String message) {
        response.setStatusCode(status)
                .putHeader("Content-Type", MediaTypes.CONTROL)
                // Some of these requests do not pass the filter that sets it for all others.
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(json(ErrorBody.of(status, message)));
    }

    /** As {@link #refuse}, and closes the connection, because Weir does not read the rest of the request. */
    public void refuseAndClose(HttpServerRequest request, Failure failure) {
        closeAfter(request);
        refuse(request.response(), failure);
    }

    /** As {@link #refuse}, and closes the connection at once, because the end of the message is unknown. */
    public void refuseMessage(HttpServerRequest request, Failure failure) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.response().endHandler(sent -> request.connection().close());
        refuse(request.response(), failure);
    }

    /**
     * Closes the connection after the response; an HTTP/2 connection stays open, and the rest of the request is
     * dropped.
     *
     * <p>The rest of the request is read and dropped for two seconds: a connection that is closed with unread bytes is
     * reset, and the client may never see the response.
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

    private Buffer json(Object object) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(object));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
