package dev.weir.produce.receipts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The number of asynchronous records since the start, and by state; the states add up to {@code accepted}. */
@RegisterForReflection
record ReceiptSummary(long accepted, long delivered, long failed, long unknown, long pending) {}
