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

/** Vert.x's client, which can send at a rate and over new connections, and checks the bodies of responses. */
final class HttpLoad implements Load {

    private static final int MAX_PER_TICK = 1_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final RequestOptions options;
    private final Request request;
    private final int connections;
    private final HttpClient http;

    HttpLoad(int port, Request request, int connections, boolean keepAlive) {
        this.request = request;
        this.connections = connections;
        options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(request.path())
                .putHeader("Content-Type", request.contentType());
        if (request.key() != null) {
            options.putHeader("Authorization", "Bearer " + request.key());
        }
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(keepAlive).setMaxWaitQueueSize(-1),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    @Override
    public Answered closed(Duration time) {
        var run = new Run(time);
        return run.join(() -> {
            for (int i = 0; i < connections; i++) {
                run.again();
            }
        });
    }

    /** Requests start at a constant rate, independent of earlier ones; each is timed from when it was due. */
    Answered open(int perSecond, Duration time) {
        var run = new Run(time);
        return run.join(() -> run.atRate(1_000_000_000L / perSecond));
    }

    /** Of the loop's thread only. */
    private final class Run {

        private final CompletableFuture<Answered> outcome = new CompletableFuture<>();
        private final Histogram latency = new Histogram(3);
        private final Duration time;
        private long until;
        private long due;
        private long inFlight;

        Run(Duration time) {
            this.time = time;
        }

        /** For any other thread. */
        Answered join(Runnable start) {
            loop.runOnContext(begun -> {
                due = System.nanoTime();
                until = due + time.toNanos();
                start.run();
                vertx.setTimer(time.toMillis() + 1, timer -> endIfSettled());
            });
            return outcome.join();
        }

        void again() {
            if (System.nanoTime() < until) {
                send(System.nanoTime()).onSuccess(done -> again());
            }
        }

        void atRate(long interval) {
            vertx.setPeriodic(1, timer -> {
                catchUp(interval);
                if (due >= until) {
                    vertx.cancelTimer(timer);
                }
            });
        }

        private void catchUp(long interval) {
            for (int i = 0; i < MAX_PER_TICK && System.nanoTime() >= due && due < until; i++) {
                send(due);
                due += interval;
            }
        }

        private Future<Void> send(long begun) {
            inFlight++;
            return http.request(options)
                    .compose(open -> open.send(request.body()))
                    .compose(answer -> answer.body().map(body -> checked(answer, body.toString())))
                    .onSuccess(done -> {
                        long now = System.nanoTime();
                        if (now < until) {
                            latency.recordValue((now - begun) / 1_000);
                        }
                        inFlight--;
                        endIfSettled();
                    })
                    .onFailure(outcome::completeExceptionally);
        }

        /** A next run finds every connection free. */
        private void endIfSettled() {
            if (inFlight == 0 && System.nanoTime() >= until) {
                outcome.complete(new Answered(latency.getTotalCount(), time.toNanos() / 1e9, Latency.of(latency)));
            }
        }
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
