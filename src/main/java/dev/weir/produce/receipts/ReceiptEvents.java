package dev.weir.produce.receipts;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Receipts as server-sent events, read only as fast as the client takes them. */
final class ReceiptEvents {

    private static final int AT_ONCE = 256;

    private final Receipts receipts;
    private final Sse sse;

    ReceiptEvents(Receipts receipts, Sse sse) {
        this.receipts = receipts;
        this.sse = sse;
    }

    /**
     * The events after one, without end.
     *
     * @param lastEventId of the last event that the client has seen, null when it is new here
     * @param fromEarliest whether a new client gets the window first
     */
    Multi<OutboundSseEvent> after(String lastEventId, boolean fromEarliest) {
        var place = new AtomicLong(start(lastEventId, fromEarliest));
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .completionStage(receipts.after(place.get(), AT_ONCE))
                        .map(closed -> events(place, closed)))
                .indefinitely()
                .onItem()
                .disjoint();
    }

    private long start(String lastEventId, boolean fromEarliest) {
        if (lastEventId == null) {
            return fromEarliest ? 0 : receipts.newest();
        }
        var parts = lastEventId.split(":", 2);
        try {
            // After a restart the numbers begin anew, and all that this run has is new to the client.
            return parts[0].equals(receipts.run()) && parts.length == 2 ? Long.parseLong(parts[1]) : 0;
        } catch (NumberFormatException foreign) {
            throw Failure.invalid("Last-Event-ID is not one of ours: '" + Printable.of(lastEventId) + "'");
        }
    }

    private List<OutboundSseEvent> events(AtomicLong place, List<Receipt> closed) {
        if (closed.isEmpty()) {
            return List.of(sse.newEventBuilder().comment("still here").build());
        }
        List<OutboundSseEvent> events = new ArrayList<>(closed.size() + 1);
        long skipped = closed.get(0).sequence() - place.get() - 1;
        if (skipped > 0) {
            events.add(sse.newEventBuilder()
                    .name("overflow")
                    .data("{\"skipped\":" + skipped + "}")
                    .build());
        }
        closed.forEach(receipt -> events.add(event(receipt)));
        place.set(closed.get(closed.size() - 1).sequence());
        return events;
    }

    private OutboundSseEvent event(Receipt receipt) {
        return sse.newEventBuilder()
                .id(receipts.run() + ":" + receipt.sequence())
                .name(receipt.state().name().toLowerCase(Locale.ROOT))
                .data(Receipt.class, receipt)
                .build();
    }
}
