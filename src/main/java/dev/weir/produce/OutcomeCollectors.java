package dev.weir.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.produce.channel.ProduceConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Creates the collectors of batches; an outcome is unknown after {@code weir.produce.timeout}. */
@ApplicationScoped
public class OutcomeCollectors {

    private final ProduceConfig config;
    private final Ticker ticker;

    OutcomeCollectors(ProduceConfig config, Ticker ticker) {
        this.config = config;
        this.ticker = ticker;
    }

    /** A collector for so many records, whose timeout begins now. */
    public OutcomeCollector collect(int records) {
        return new OutcomeCollector(records, config.timeout(), ticker);
    }
}
