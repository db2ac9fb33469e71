package org.acme.audit;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Writes an audit entry for each order. */
@ApplicationScoped
class OrderAudit {

    private final MutinyEmitter<String> audit;

    OrderAudit(@Channel("audit-out") MutinyEmitter<String> audit) {
        this.audit = audit;
    }

    @Incoming("orders-in")
    Uni<Void> onOrder(ConsumerRecord<String, String> order) {
        if (order.value().isBlank()) {
            throw new IllegalArgumentException("Order " + order.key() + " is empty");
        }
        return audit.send("Order " + order.key() + ": " + order.value());
    }
}
