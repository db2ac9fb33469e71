package dev.weir.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.produce.channel.Channels;
import dev.weir.produce.deliveries.DeliveryStatistics;
import dev.weir.reading.Stopwatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics and statistics of records that were sent and that failed, and of the latency, by channel and acks.
 *
 * <p>Its meters exist from the start, at zero: a rate over a counter that begins with 1 would miss the first record.
 */
@Startup
@Singleton
class SendMetrics {

    private final Ticker ticker;
    private final DeliveryStatistics statistics;
    private final Map<Acks, Counter> sent = new EnumMap<>(Acks.class);
    private final Map<Acks, Timer> latency = new EnumMap<>(Acks.class);
    private final Map<Acks, Map<Failure.Kind, Counter>> failed = new EnumMap<>(Acks.class);

    SendMetrics(MeterRegistry registry, Ticker ticker, DeliveryStatistics statistics) {
        this.ticker = ticker;
        this.statistics = statistics;
        for (var acks : Acks.values()) {
            var tags = new String[] {"channel", Channels.name(acks), "acks", acks.toString()};
            sent.put(
                    acks,
                    Counter.builder("weir.produce.records")
                            .description("Records that Kafka has confirmed")
                            .tags(tags)
                            .register(registry));
            latency.put(
                    acks,
                    Timer.builder("weir.produce")
                            .description("Time from the arrival of the records of a request to their last outcome")
                            .publishPercentileHistogram()
                            .tags(tags)
                            .register(registry));
            Map<Failure.Kind, Counter> byKind = new EnumMap<>(Failure.Kind.class);
            for (var kind : Failure.Kind.values()) {
                byKind.put(
                        kind,
                        Counter.builder("weir.produce.failures")
                                .description("Records that were refused, that failed, or whose outcome is unknown")
                                .tags(tags)
                                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
            failed.put(acks, byKind);
        }
    }

    /** Measures the time from the arrival of a batch, which is now, for {@link #completed}. */
    Stopwatch arrived() {
        return new Stopwatch(ticker);
    }

    /**
     * Counts records of a batch that the gate has refused, or that failed after it.
     *
     * @param client as {@code Caller.owner()}
     */
    void failed(SendRequest batch, Failure failure, int records, String client) {
        failed.get(batch.acks()).get(failure.kind()).increment(records);
        statistics.failed(batch, failure, records, client);
    }

    /**
     * Counts a batch whose outcomes are all known.
     *
     * @param sinceArrival from {@link #arrived}
     * @param stored the number of its records that Kafka has confirmed
     */
    void completed(Acks acks, Stopwatch sinceArrival, int stored) {
        var elapsed = sinceArrival.elapsed();
        latency.get(acks).record(elapsed);
        sent.get(acks).increment(stored);
        statistics.completed(acks, elapsed, stored);
    }
}
