package dev.weir.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.produce.channel.ProduceConfig;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Creates the collectors of batches; an outcome is unknown after {@code weir.produce.timeout}. */
@Singleton
public class OutcomeCollectors {

    /** How late an outcome may become unknown. */
    private static final long CHECK_MILLIS = 100;

    private final ProduceConfig config;
    private final Ticker ticker;
    private final Vertx vertx;
    private final Set<OutcomeCollector> waiting = ConcurrentHashMap.newKeySet();
    private final long timer;

    OutcomeCollectors(ProduceConfig config, Ticker ticker, Vertx vertx) {
        this.config = config;
        this.ticker = ticker;
        this.vertx = vertx;
        timer = vertx.setPeriodic(CHECK_MILLIS, now -> waiting.forEach(OutcomeCollector::checkTimeout));
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** A collector for so many records, whose timeout begins now. */
    public OutcomeCollector collect(int records) {
        return new OutcomeCollector(records, config.timeout(), ticker, waiting);
    }
}
