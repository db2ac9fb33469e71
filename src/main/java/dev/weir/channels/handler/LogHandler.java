package dev.weir.channels.handler;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Logs each record, at the configured level and with as much of its payload as the configuration allows. */
@Identifier("log")
@ApplicationScoped
class LogHandler implements RecordHandler {

    private static final Logger LOG = Logger.getLogger("dev.weir.records");

    private final ChannelsConfig.Payload payload;

    LogHandler(ChannelsConfig config) {
        payload = config.log();
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) {
        if (LOG.isEnabled(payload.level())) {
            LOG.log(payload.level(), RecordLine.of(record, payload.maxLength()));
        }
    }
}
