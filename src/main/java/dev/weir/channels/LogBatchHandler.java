package dev.weir.channels;

import dev.weir.model.Count;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Writes each batch into the log: a line for all of it, and one for each record. */
@DefaultBean
@ApplicationScoped
class LogBatchHandler implements BatchHandler {

    private static final Logger LOG = Logger.getLogger("dev.weir.records");

    private final ChannelsConfig.Payload payload;
    private final LogHandler each;

    LogBatchHandler(ChannelsConfig config) {
        payload = config.log();
        each = new LogHandler(payload);
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        LOG.logf(payload.level(), "A batch of %s", Count.of(records.size(), "record"));
        records.forEach(each::handle);
    }
}
