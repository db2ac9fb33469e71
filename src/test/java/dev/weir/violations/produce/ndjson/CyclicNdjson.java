package dev.weir.violations.produce.ndjson;

import dev.weir.violations.produce.receipts.CyclicReceipts;

/** Violates: no cycles between sub-packages. */
public class CyclicNdjson {
    CyclicReceipts other;
}
