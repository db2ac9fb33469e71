package dev.weir.channels;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Writes each record into the log, at the level and with as much of the payload as the configuration allows. */
final class LogHandler implements RecordHandler {

    private static final Logger LOG = Logger.getLogger("dev.weir.records");

    private final ChannelsConfig.Payload payload;

    LogHandler(ChannelsConfig.Payload payload) {
        this.payload = payload;
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) {
        if (LOG.isEnabled(payload.level())) {
            LOG.log(payload.level(), RecordLine.of(record, payload.maxLength()));
        }
    }
}
