package dev.weir.produce.receipts;

import java.util.ArrayDeque;
import java.util.Optional;

/** Bounds the closed receipts of all clients together, by the order in which they were closed. */
final class ReceiptWindow {

    private final int max;
    private final ArrayDeque<Receipts> order = new ArrayDeque<>();

    ReceiptWindow(int max) {
        this.max = max;
    }

    /** Counts a closed receipt; returns whose oldest one has to be forgotten for it. */
    synchronized Optional<Receipts> closed(Receipts receipts) {
        order.addLast(receipts);
        return order.size() > max ? Optional.of(order.removeFirst()) : Optional.empty();
    }
}
