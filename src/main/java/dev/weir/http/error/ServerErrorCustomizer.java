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
 * Gives the usual error body to requests that the server refuses before any route is asked: an address or headers that
 * are too long, what is no HTTP, a Host that is missing or malformed.
 *
 * <p>The server ends them with the bare status. Its own hook for that is out of reach, because Quarkus makes the
 * server; but a connection has the same hook, and the first to be told of a request is the tracer. See RATIONALE.md,
 * "An error body for malformed requests".
 */
@Singleton
class ServerErrorCustomizer implements VertxOptionsCustomizer {

    /** Before Quarkus's own handler of failures, whose answer has a stack trace in dev mode. */
    private static final int FIRST = Integer.MIN_VALUE + 10;

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    private final RouteResponses answers;
    private final long longestLine;
    private final long longestHeaders;

    ServerErrorCustomizer(
            RouteResponses answers,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096")
                    long longestLine,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K")
                    MemorySize longestHeaders) {
        this.answers = answers;
        this.longestLine = longestLine;
        this.longestHeaders = longestHeaders.asLongValue();
    }

    /** The way that is not deprecated is a builder, which Quarkus keeps to itself. */
    @SuppressWarnings("deprecation")
    @Override
    public void accept(VertxOptions options) {
        options.setTracingOptions(new TracingOptions().setFactory(nothing -> new Watch()));
    }

    /** What the router refuses before it looks for a route, and what fails within a route. */
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
                answers.refuse(
                        http.response(),
                        BAD_REQUEST,
                        "The Host header is missing, or is not a host with or without a port");
            case NOT_FOUND -> answers.refuse(http.response(), NOT_FOUND, "There is nothing at this address");
            default -> answers.refuse(http.response(), defect(http.failure()));
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
            answers.refuse(
                    response,
                    URI_TOO_LONG,
                    "The address is too long: its line has at most %d bytes (%s)"
                            .formatted(longestLine, "quarkus.http.limits.max-initial-line-length"));
        } else if (cause instanceof TooLongHttpHeaderException) {
            answers.refuse(
                    response,
                    HEADERS_TOO_LARGE,
                    "The headers are too long: together they have at most %d bytes (%s)"
                            .formatted(longestHeaders, "quarkus.http.limits.max-header-size"));
        } else {
            answers.refuse(response, BAD_REQUEST, "This is no request of HTTP/1.1, or has a header that is malformed");
        }
    }

    /** Traces nothing; it is told of a request before the connection decides who answers it. */
    private final class Watch implements VertxTracer<Void, Void> {

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
