package dev.weir.produce;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to an asynchronous send.
 *
 * @param receipts an id for each record, in their order; what became of it stands under {@code /receipts/{id}}
 */
@RegisterForReflection
record AcceptedRecords(List<String> receipts) {

    AcceptedRecords {
        receipts = List.copyOf(receipts);
    }
}
