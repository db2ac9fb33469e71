package dev.weir.http.error;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Context;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Adds the error body to requests that the server rejects before it routes them: a request target or headers that are
 * too long, malformed HTTP, a Host header that is missing or malformed.
 *
 * <p>The server responds with the bare status. Its handler for invalid requests cannot be set, because Quarkus creates
 * the server; but each connection has such a handler, and the tracer is the first to get a request. See RATIONALE.md,
 * "An error body for malformed requests".
 */
@Singleton
class ServerErrorCustomizer implements VertxOptionsCustomizer {

    /** Before Quarkus's failure handler, whose response has a stack trace in dev mode. */
    private static final int FIRST = Integer.MIN_VALUE + 10;

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    private final RouteResponses responses;
    private final long maxLineLength;
    private final long maxHeaderSize;

    ServerErrorCustomizer(
            RouteResponses responses,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096")
                    long maxLineLength,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K")
                    MemorySize maxHeaderSize) {
        this.responses = responses;
        this.maxLineLength = maxLineLength;
        this.maxHeaderSize = maxHeaderSize.asLongValue();
    }

    /** The alternative that is not deprecated is a builder that Quarkus does not expose. */
    @SuppressWarnings("deprecation")
    @Override
    public void accept(VertxOptions options) {
        options.setTracingOptions(new TracingOptions().setFactory(tracing -> new InvalidRequestTracer()));
    }

    /** Handles requests that the router rejects before it finds a route, and exceptions of routes. */
    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(this::refuse);
    }

    private void refuse(RoutingContext http) {
        if (http.response().headWritten()) {
            http.next();
            return;
        }
        switch (http.statusCode()) {
            case BAD_REQUEST ->
                responses.refuse(
                        http.response(),
                        BAD_REQUEST,
                        "The Host header is missing, or is not a host with or without a port");
            case NOT_FOUND -> responses.refuse(http.response(), NOT_FOUND, "There is nothing at this address");
            default -> responses.refuse(http.response(), defect(http.failure()));
        }
    }

    private static Failure defect(Throwable thrown) {
        return thrown instanceof Failure failure
                ? failure
                : new Failure(Failure.Kind.INTERNAL, "Something went wrong in Weir itself", thrown);
    }

    private void refuse(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        var response = request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (cause instanceof TooLongHttpLineException) {
            responses.refuse(
                    response,
                    URI_TOO_LONG,
                    "The address is too long: its line has at most %d bytes (%s)"
                            .formatted(maxLineLength, "quarkus.http.limits.max-initial-line-length"));
        } else if (cause instanceof TooLongHttpHeaderException) {
            responses.refuse(
                    response,
                    HEADERS_TOO_LARGE,
                    "The headers are too long: together they have at most %d bytes (%s)"
                            .formatted(maxHeaderSize, "quarkus.http.limits.max-header-size"));
        } else {
            responses.refuse(
                    response, BAD_REQUEST, "This is no request of HTTP/1.1, or has a header that is malformed");
        }
    }

    /** Traces tracing; Vert.x calls it with a request before the connection selects the handler. */
    private final class InvalidRequestTracer implements VertxTracer<Void, Void> {

        @Override
        public <R> Void receiveRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                Iterable<Map.Entry<String, String>> headers,
                TagExtractor<R> tagExtractor) {
            if (request instanceof HttpServerRequest http
                    && http.decoderResult() != null
                    && http.decoderResult().isFailure()
                    && http.connection() instanceof HttpServerConnection connection) {
                connection.invalidRequestHandler(ServerErrorCustomizer.this::refuse);
            }
            return null;
        }
    }
}
