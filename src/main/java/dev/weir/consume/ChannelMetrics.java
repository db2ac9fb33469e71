package dev.weir.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.IncomingInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Counts what {@code web-log-in} handled and what it set aside. */
@Identifier(WebLogConsumer.CHANNEL)
@ApplicationScoped
class ChannelMetrics implements IncomingInterceptor {

    private final Counter consumed;
    private final Counter deadLettered;

    ChannelMetrics(MeterRegistry registry) {
        consumed = Counter.builder("weir.records.consumed")
                .description("Records that were handled")
                .tag("channel", WebLogConsumer.CHANNEL)
                .register(registry);
        deadLettered = Counter.builder("weir.records.dead.lettered")
                .description("Records that could not be handled and were set aside")
                .tag("channel", WebLogConsumer.CHANNEL)
                .register(registry);
    }

    @Override
    public void onMessageAck(Message<?> message) {
        consumed.increment();
    }

    @Override
    public void onMessageNack(Message<?> message, Throwable failure) {
        deadLettered.increment();
    }
}
