package dev.weir.channels;

import dev.weir.channels.handler.PoisonRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer with manual acknowledgement whose method throws, for which Reactive Messaging terminates its channel. */
@ApplicationScoped
class ManualConsumer {

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    @Incoming("manual-in")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> onRecord(Message<String> message) throws Exception {
        PoisonRecord.check(message.getPayload());
        handled.add(message.getPayload());
        return message.ack();
    }

    /** The values, in the order of handling. */
    List<String> handled() {
        return List.copyOf(handled);
    }
}
