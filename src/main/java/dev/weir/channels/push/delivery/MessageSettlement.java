package dev.weir.channels.push.delivery;

import dev.weir.channels.handler.WebhookRejectedException;
import io.micrometer.core.instrument.Counter;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Acknowledges the record of a message, or makes it a dead letter.
 *
 * @param accepting counts acknowledged records
 * @param rejecting counts dead letters
 */
public record MessageSettlement(Message<?> message, Counter accepting, Counter rejecting) implements RecordSettlement {

    @Override
    public CompletionStage<Void> accepted() {
        accepting.increment();
        return message.ack();
    }

    @Override
    public CompletionStage<Void> rejected(WebhookRejectedException reason) {
        rejecting.increment();
        return message.nack(reason);
    }
}
