package dev.weir.violations.produce.receipts;

import dev.weir.violations.produce.ndjson.CyclicNdjson;

/** Violates: no cycles between sub-packages. */
public class CyclicReceipts {
    CyclicNdjson other;
}
