package dev.weir.produce.receipts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How many records were accepted asynchronously since the start, and what became of them; always one to one. */
@RegisterForReflection
record ReceiptSummary(long accepted, long delivered, long failed, long unknown, long pending) {}
