package dev.weir.channels.handler;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** As {@link RememberingHandler}, for batches. */
@ApplicationScoped
public class RememberingBatchHandler implements BatchHandler {

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        for (var record : records) {
            PoisonRecord.check(text(record.value()));
        }
        records.forEach(record -> handled.add(text(record.value())));
    }

    /** All values, as text, in the order of handling. */
    public List<String> values() {
        return List.copyOf(handled);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
