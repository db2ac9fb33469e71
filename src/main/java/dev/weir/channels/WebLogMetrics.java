package dev.weir.channels;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** Counts the records that {@code web-log-in} handled and its dead letters. */
@Identifier(WebLogConsumer.CHANNEL)
@Singleton
class WebLogMetrics extends ChannelMetrics {

    WebLogMetrics(MeterRegistry registry) {
        super(registry, WebLogConsumer.CHANNEL);
    }
}
