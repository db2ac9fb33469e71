package dev.weir.channels.push;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.channels.push.delivery.PushResponse;
import dev.weir.channels.push.delivery.PushStatus;
import dev.weir.channels.push.delivery.Surroundings;
import dev.weir.channels.push.endpoint.PushEndpoint;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Gives the dispatcher of a push its endpoint and its event loop, and reports its progress. */
final class PushSurroundings implements Surroundings {

    private static final Logger LOG = Logger.getLogger(Push.class);

    private final PushDeclaration declaration;
    private final PushEndpoint endpoint;
    private final Vertx vertx;
    private final Context context;
    private final PushMetrics metrics;
    private final PushAttempts attempts;
    private final Ticker ticker;
    private final Runnable onChange;
    private long timer = -1;

    PushSurroundings(
            PushDeclaration declaration,
            PushEndpoint endpoint,
            Vertx vertx,
            Context context,
            PushMetrics metrics,
            PushAttempts attempts,
            Ticker ticker,
            Runnable onChange) {
        this.declaration = declaration;
        this.endpoint = endpoint;
        this.vertx = vertx;
        this.context = context;
        this.metrics = metrics;
        this.attempts = attempts;
        this.ticker = ticker;
        this.onChange = onChange;
    }

    @Override
    public CompletionStage<PushResponse> send(List<ConsumerRecord<byte[], byte[]>> records) {
        return endpoint.send(records).toCompletionStage();
    }

    @Override
    public long nowNanos() {
        return ticker.read();
    }

    @Override
    public void runAfter(Duration delay, Runnable task) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, delay.toMillis()), due -> task.run());
    }

    @Override
    public void run(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }

    @Override
    public void roomChanged() {
        onChange.run();
    }

    @Override
    public void attempted(List<ConsumerRecord<byte[], byte[]>> records, PushResponse response, Duration duration) {
        metrics.attempts().record(duration);
        if (!response.isAccepted()) {
            metrics.failedAttempts().increment();
        }
        attempts.add(records, response, duration);
    }

    @Override
    public void changed(PushStatus status, String reason) {
        onChange.run();
        var name = declaration.name();
        var url = declaration.endpoint().url();
        switch (status) {
            case ACTIVE -> LOG.infof("Push '%s' sends records to %s again", name, url);
            case FAILING ->
                LOG.warnf(
                        "Push '%s' sends one request at a time until %s accepts records again: it %s",
                        name, url, reason);
            case PAUSED ->
                LOG.warnf("Push '%s' is paused and sends nothing to %s until it is resumed: %s", name, url, reason);
        }
    }
}
