package dev.weir.channels;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.IncomingInterceptor;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Counts the records that a channel handled, and its dead letters. */
abstract class ChannelMetrics implements IncomingInterceptor {

    private final Counter consumed;
    private final Counter deadLettered;

    ChannelMetrics(MeterRegistry registry, String channel) {
        consumed = Counter.builder("weir.channel.records")
                .description("Records that were handled")
                .tag("channel", channel)
                .register(registry);
        deadLettered = Counter.builder("weir.channel.dead.letters")
                .description("Records that could not be handled and became dead letters")
                .tag("channel", channel)
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
