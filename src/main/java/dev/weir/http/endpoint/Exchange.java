package dev.weir.http.endpoint;

import dev.weir.http.QueryParameters;
import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** One request to an {@link Endpoint}, checked against its declaration, and its response. For use on the event loop. */
public final class Exchange {

    private static final long RECHECK_MILLIS = 2_000;

    /** Where in the data of a request its refusal stands after the response has begun, and the count of records. */
    private static final String REFUSAL = Exchange.class.getName() + ".refusal";

    private static final String RECORDS = Exchange.class.getName() + ".records";

    private final RoutingContext http;
    private final QueryParameters query;
    private final String mediaType;
    private final Buffer body;
    private final RouteResponses responses;
    private final Context context = Vertx.currentContext();

    Exchange(RoutingContext http, QueryParameters query, String mediaType, Buffer body, RouteResponses responses) {
        this.http = http;
        this.query = query;
        this.mediaType = mediaType;
        this.body = body;
        this.responses = responses;
    }

    public HttpServerRequest request() {
        return http.request();
    }

    public HttpServerResponse response() {
        return http.response();
    }

    /** The context of the request, whose thread is the event loop of the connection. */
    public Context context() {
        return context;
    }

    /** A parameter of the path, percent-decoded. */
    public String path(String name) {
        return http.pathParam(name);
    }

    /** The query parameters, all of them declared. */
    public QueryParameters query() {
        return query;
    }

    /** The media type of the response that the client accepts. */
    public String mediaType() {
        return mediaType;
    }

    /** The body; null unless the endpoint declares {@link Endpoint.Body#WHOLE}. */
    public Buffer body() {
        return body;
    }

    public boolean isHead() {
        return http.request().method().equals(HttpMethod.HEAD);
    }

    /** Registers a callback, called once on the event loop, for a client that disconnects before the response ends. */
    public void onGone(Runnable callback) {
        http.addEndHandler(over -> {
            if (!http.response().ended()) {
                callback.run();
            }
        });
    }

    /** Registers a callback, called once, for the end of the response, whether its client reads it or disconnects. */
    public void onOver(Runnable callback) {
        http.addEndHandler(over -> callback.run());
    }

    /** Has the records of the response or the request counted, for the audit trail. */
    public void count(LongSupplier records) {
        http.put(RECORDS, records);
    }

    /** The number of records so far; empty for a request that does not {@link #count} them. */
    public static OptionalLong records(RoutingContext http) {
        LongSupplier records = http.get(RECORDS);
        return records == null ? OptionalLong.empty() : OptionalLong.of(records.getAsLong());
    }

    /** Remembers, for the audit trail, that the client was refused after its response had begun. */
    public void noteRefusal(Failure refusal) {
        http.put(REFUSAL, refusal);
    }

    /** The refusal of a client whose response had begun; empty without one. */
    public static Optional<Failure> refusal(RoutingContext http) {
        return Optional.ofNullable(http.get(REFUSAL));
    }

    /** Responds with the headers that a GET would have, as far as they are known before its body. */
    public void respondToHead() {
        http.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end();
    }

    /** Responds with an object as JSON, of the media type that the client accepts. */
    public void respond(Object object) {
        responses.respond(http.response(), mediaType, object);
    }

    /** Responds with JSON that is written already, of the media type that the client accepts. */
    public void respond(Buffer json) {
        http.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(json);
    }

    /** Responds with the status and the error body of a failure. */
    public void refuse(Failure failure) {
        responses.refuse(http.response(), failure);
    }

    /** Responds with a failure and closes the connection, because the rest of the request is not read. */
    public void refuseAndClose(Failure failure) {
        responses.refuseAndClose(http.request(), failure);
    }

    /**
     * Checks at an interval, until the response ends, that the client may have the rest of it.
     *
     * @param check throws the failure of a client that may not
     * @param onRefused ends the response with the failure; called once
     */
    public void recheck(Runnable check, Consumer<Failure> onRefused) {
        context.owner().setPeriodic(RECHECK_MILLIS, timer -> {
            if (http.response().ended() || http.response().closed()) {
                context.owner().cancelTimer(timer);
                return;
            }
            try {
                check.run();
            } catch (Failure refusal) {
                context.owner().cancelTimer(timer);
                noteRefusal(refusal);
                onRefused.accept(refusal);
            }
        });
    }

    /** Runs a task on the event loop: at once where this thread is it, as it is for most sends. */
    public void onEventLoop(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }

    /**
     * Responds to the result of a stage, on the event loop.
     *
     * @param failures what an exception of the stage means
     */
    public <T> void respondTo(CompletionStage<T> stage, Function<Throwable, Failure> failures, Consumer<T> respond) {
        stage.whenComplete((result, thrown) -> onEventLoop(() -> {
            if (thrown == null) {
                respond.accept(result);
            } else {
                refuse(failures.apply(thrown));
            }
        }));
    }
}
