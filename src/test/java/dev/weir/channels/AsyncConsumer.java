package dev.weir.channels;

import dev.weir.channels.handler.PoisonRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer that runs on the event loop, throws for every {@link PoisonRecord}, and returns null for {@code v}. */
@ApplicationScoped
class AsyncConsumer {

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    @Incoming("async-in")
    Uni<Void> onRecord(ConsumerRecord<byte[], byte[]> record) throws Exception {
        var value = record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
        PoisonRecord.check(value);
        handled.add(value);
        return value.equals("v") ? null : Uni.createFrom().voidItem();
    }

    /** The values, in the order of handling. */
    List<String> handled() {
        return List.copyOf(handled);
    }
}
