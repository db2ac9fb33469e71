package dev.weir.produce;

import dev.weir.kafka.Answers;
import dev.weir.model.Acks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what was sent and what failed, and how long it took, by channel and acks. */
@ApplicationScoped
class SendMetrics {

    private final MeterRegistry registry;
    private final Map<Acks, Counter> sent = new EnumMap<>(Acks.class);
    private final Map<Acks, Timer> latency = new EnumMap<>(Acks.class);

    SendMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var acks : Acks.values()) {
            sent.put(
                    acks,
                    Counter.builder("weir.records.sent")
                            .description("Records that Kafka has confirmed as asked for")
                            .tags(tags(acks))
                            .register(registry));
            latency.put(
                    acks,
                    Timer.builder("weir.send")
                            .description("Time from a record's arrival to its answer, whatever the answer was")
                            .publishPercentileHistogram()
                            .tags(tags(acks))
                            .register(registry));
        }
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    /**
     * Ends a measurement.
     *
     * @param failure null when the record was stored
     */
    void stop(Timer.Sample sample, Acks acks, Throwable failure) {
        sample.stop(latency.get(acks));
        if (failure == null) {
            sent.get(acks).increment();
        } else {
            Counter.builder("weir.records.failed")
                    .description("Records that were refused, failed or left open, by kind of failure")
                    .tags(tags(acks))
                    .tag("kind", Answers.toSend(failure).kind().name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .increment();
        }
    }

    private static String[] tags(Acks acks) {
        return new String[] {"channel", RecordProducer.channel(acks), "acks", acks.toString()};
    }
}
