package dev.weir.channels;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** Counts what {@code web-log-batches-in} handled and what it set aside. */
@Identifier(WebLogBatchConsumer.CHANNEL)
@Singleton
class WebLogBatchMetrics extends ChannelMetrics {

    WebLogBatchMetrics(MeterRegistry registry) {
        super(registry, WebLogBatchConsumer.CHANNEL);
    }
}
