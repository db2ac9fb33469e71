package dev.weir.channels.handler;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Remembers the records that it handled, and throws for every {@link PoisonRecord}; the handler of all tests. */
@Default
@Identifier("remembering")
@ApplicationScoped
public class RememberingHandler implements RecordHandler {

    private final Queue<ConsumerRecord<byte[], byte[]>> handled = new ConcurrentLinkedQueue<>();

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws Exception {
        PoisonRecord.check(text(record.value()));
        handled.add(record);
    }

    /** The records handled of one key, in their order. */
    public List<ConsumerRecord<byte[], byte[]>> handled(String key) {
        return handled.stream().filter(record -> key.equals(text(record.key()))).toList();
    }

    /** The values handled of one key, as text. */
    public List<String> values(String key) {
        return handled(key).stream().map(record -> text(record.value())).toList();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
