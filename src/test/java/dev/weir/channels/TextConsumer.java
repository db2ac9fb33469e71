package dev.weir.channels;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer of strings, as an application has it, whose deserializer throws; see {@link RejectingDeserializer}. */
@ApplicationScoped
class TextConsumer {

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    @Incoming("text-in")
    @Blocking
    void onRecord(ConsumerRecord<String, String> record) {
        handled.add(record.key() + "=" + record.value());
    }

    /** Key and value of each record, in the order of handling. */
    List<String> handled() {
        return List.copyOf(handled);
    }
}
