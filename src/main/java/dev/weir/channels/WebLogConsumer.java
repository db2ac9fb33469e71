package dev.weir.channels;

import dev.weir.channels.handler.RecordHandler;
import dev.weir.channels.handler.RecordHandlers;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads topic {@code web_log} as a member of a consumer group.
 *
 * <p>Returning acknowledges the record. Throwing sends it to the channel's dead letter topic, and the channel
 * continues.
 */
@ApplicationScoped
class WebLogConsumer {

    static final String CHANNEL = "web-log-in";

    private final RecordHandler handler;

    WebLogConsumer(RecordHandlers handlers) {
        handler = handlers.configured();
    }

    @Incoming(CHANNEL)
    @Blocking
    void onRecord(ConsumerRecord<byte[], byte[]> record) throws Exception {
        handler.handle(record);
    }
}
