package dev.weir.benchmark;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** Sends one request over and over, from one thread, over as many connections as are asked for. */
final class HttpLoad implements AutoCloseable {

    private static final int MOST_PER_TICK = 1_000;

    /**
     * What was answered while it was counted.
     *
     * @param requests all with a status of success
     * @param latency microseconds
     */
    record Answered(long requests, double seconds, Histogram latency) {}

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final RequestOptions options;
    private final Request request;
    private final int connections;
    private final HttpClient http;

    /** Of the loop's thread only. */
    private final Histogram latency = new Histogram(3);

    private final CompletableFuture<Answered> outcome = new CompletableFuture<>();
    private long from;
    private long until;
    private long requests;
    private long due;

    HttpLoad(int port, Request request, int connections, boolean keepAlive) {
        this.request = request;
        this.connections = connections;
        options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(request.path())
                .putHeader("Content-Type", request.contentType());
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(keepAlive).setMaxWaitQueueSize(-1),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Each connection sends its next request when the last is answered; what comes within the warm-up does not count. */
    Answered closed(Duration warmUp, Duration time) {
        return run(warmUp, time, () -> {
            for (int i = 0; i < connections; i++) {
                again();
            }
        });
    }

    /** Requests begin at a constant rate, whatever becomes of those before; each is timed from when it was due. */
    Answered open(int perSecond, Duration warmUp, Duration time) {
        return run(warmUp, time, () -> {
            due = System.nanoTime();
            vertx.setPeriodic(1, timer -> catchUp(1_000_000_000L / perSecond));
        });
    }

    private Answered run(Duration warmUp, Duration time, Runnable start) {
        loop.runOnContext(begun -> {
            from = System.nanoTime() + warmUp.toNanos();
            until = from + time.toNanos();
            start.run();
            vertx.setTimer(
                    warmUp.plus(time).toMillis(),
                    ended -> outcome.complete(new Answered(requests, time.toNanos() / 1e9, latency.copy())));
        });
        return outcome.join();
    }

    private void again() {
        if (!outcome.isDone()) {
            send(System.nanoTime()).onSuccess(done -> again());
        }
    }

    private void catchUp(long interval) {
        for (int i = 0; i < MOST_PER_TICK && System.nanoTime() >= due && due < until; i++) {
            send(due);
            due += interval;
        }
    }

    private Future<Void> send(long begun) {
        return http.request(options)
                .compose(open -> open.send(request.body()))
                .compose(answer -> answer.body().map(body -> checked(answer, body.toString())))
                .onSuccess(done -> {
                    long now = System.nanoTime();
                    if (now >= from && now < until) {
                        requests++;
                        latency.recordValue((now - begun) / 1_000);
                    }
                })
                .onFailure(outcome::completeExceptionally);
    }

    private static Void checked(HttpClientResponse answer, String body) {
        if (answer.statusCode() / 100 != 2 || body.contains("error_code\":5")) {
            throw new IllegalStateException("Weir has answered " + answer.statusCode() + ": " + body);
        }
        return null;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
