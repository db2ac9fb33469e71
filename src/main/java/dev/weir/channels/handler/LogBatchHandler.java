package dev.weir.channels.handler;

import dev.weir.model.Count;
import io.quarkus.arc.DefaultBean;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Logs each batch: one line for the batch, and one for each record. */
@DefaultBean
@ApplicationScoped
class LogBatchHandler implements BatchHandler {

    private static final Logger LOG = Logger.getLogger("dev.weir.records");

    private final ChannelsConfig.Payload payload;
    private final RecordHandler each;

    LogBatchHandler(ChannelsConfig config, @Identifier("log") RecordHandler each) {
        payload = config.log();
        this.each = each;
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        LOG.logf(payload.level(), "A batch of %s", Count.of(records.size(), "record"));
        for (var record : records) {
            each.handle(record);
        }
    }
}
