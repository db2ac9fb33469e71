package dev.weir.channels.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** The meters of one push. */
record PushMetrics(Counter delivered, Counter deadLettered, Counter filtered, Counter failedAttempts, Timer attempts) {

    static PushMetrics of(MeterRegistry registry, String push) {
        return new PushMetrics(
                records(registry, push, "delivered"),
                records(registry, push, "dead-letter"),
                records(registry, push, "filtered"),
                Counter.builder("weir.push.attempts.failed")
                        .description("Requests that no 2xx response followed")
                        .tag("push", push)
                        .register(registry),
                Timer.builder("weir.push.attempts")
                        .description("Requests to the receiver, until their response")
                        .tag("push", push)
                        .register(registry));
    }

    /** Adds the gauges of a push. */
    static void gauges(MeterRegistry registry, String push, Supplier<Number> pending, Supplier<Number> status) {
        Gauge.builder("weir.push.pending.records", pending)
                .description("Records from the oldest undelivered one to the newest one that was read")
                .tag("push", push)
                .register(registry);
        Gauge.builder("weir.push.status", status)
                .description("0 active, 1 failing, 2 paused")
                .tag("push", push)
                .register(registry);
    }

    private static Counter records(MeterRegistry registry, String push, String outcome) {
        return Counter.builder("weir.push.records")
                .description("Records whose delivery has ended")
                .tag("push", push)
                .tag("outcome", outcome)
                .register(registry);
    }
}
