package dev.weir.produce;

import dev.weir.kafka.SendRequest;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.produce.channel.Channels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts what was sent and what failed, and how long it took, by channel and acks. */
@ApplicationScoped
class SendMetrics {

    private final Map<Acks, Counter> sent = new EnumMap<>(Acks.class);
    private final Map<Acks, Timer> latency = new EnumMap<>(Acks.class);
    private final Map<Acks, Map<Failure.Kind, Counter>> failed = new EnumMap<>(Acks.class);

    SendMetrics(MeterRegistry registry) {
        for (var acks : Acks.values()) {
            var tags = new String[] {"channel", Channels.name(acks), "acks", acks.toString()};
            sent.put(
                    acks,
                    Counter.builder("weir.produce.records")
                            .description("Records that Kafka has confirmed as asked for")
                            .tags(tags)
                            .register(registry));
            latency.put(
                    acks,
                    Timer.builder("weir.produce")
                            .description(
                                    "Time from the arrival of a request's records to their last outcome, whatever that was")
                            .publishPercentileHistogram()
                            .tags(tags)
                            .register(registry));
            Map<Failure.Kind, Counter> byKind = new EnumMap<>(Failure.Kind.class);
            for (var kind : Failure.Kind.values()) {
                byKind.put(
                        kind,
                        Counter.builder("weir.produce.failures")
                                .description("Records that were refused, failed or left open")
                                .tags(tags)
                                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
            failed.put(acks, byKind);
        }
    }

    /** A whole batch did not pass the gate. */
    void refused(SendRequest batch, Failure refusal) {
        failed.get(batch.acks()).get(refusal.kind()).increment(batch.records().size());
    }

    /** A record of a batch that had passed failed. */
    void failed(Acks acks, Failure failure) {
        failed.get(acks).get(failure.kind()).increment();
    }

    /**
     * The last outcome of a batch is known.
     *
     * @param startedNanos when it arrived, on {@link System#nanoTime()}'s clock
     * @param stored how many of its records Kafka has confirmed
     */
    void ended(Acks acks, long startedNanos, int stored) {
        latency.get(acks).record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
        sent.get(acks).increment(stored);
    }
}
