package dev.weir.channels;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** Counts what {@code web-log-in} handled and what it set aside. */
@Identifier(WebLogConsumer.CHANNEL)
@Singleton
class WebLogMetrics extends ChannelMetrics {

    WebLogMetrics(MeterRegistry registry) {
        super(registry, WebLogConsumer.CHANNEL);
    }
}
