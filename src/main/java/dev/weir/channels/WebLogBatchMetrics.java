package dev.weir.channels;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** Counts the records that {@code web-log-batches-in} handled and its dead letters. */
@Identifier(WebLogBatchConsumer.CHANNEL)
@Singleton
class WebLogBatchMetrics extends ChannelMetrics {

    WebLogBatchMetrics(MeterRegistry registry) {
        super(registry, WebLogBatchConsumer.CHANNEL);
    }
}
