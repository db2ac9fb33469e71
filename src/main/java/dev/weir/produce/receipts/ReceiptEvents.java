package dev.weir.produce.receipts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.ErrorBody;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Receipts as server-sent events, whose ids are the run of Weir and the sequence of the receipt; those of all nodes in
 * the stream of a cluster.
 */
final class ReceiptEvents {

    private final Receipts receipts;
    private final ObjectMapper json;
    private final UnaryOperator<String> ids;

    /** @param ids makes the id of an event of the position in the receipts of this node */
    ReceiptEvents(Receipts receipts, ObjectMapper json, UnaryOperator<String> ids) {
        this.receipts = receipts;
        this.json = json;
        this.ids = ids;
    }

    /** The id of the receipt before the first event, without an event: a client can resume before there is one. */
    Buffer begin(long last) {
        return Buffer.buffer("id:" + id(last) + "\n\n");
    }

    private String id(long sequence) {
        return ids.apply(receipts.run() + ":" + sequence);
    }

    /**
     * The events of receipts that were closed one after the other.
     *
     * @param last the sequence of the last receipt before them
     * @param closed empty for a keep-alive
     */
    Buffer of(long last, List<Receipt> closed) {
        var out = Buffer.buffer();
        if (closed.isEmpty()) {
            return out.appendString(":still here\n\n");
        }
        long skipped = closed.get(0).sequence() - last - 1;
        if (skipped > 0) {
            out.appendString("event:overflow\ndata:{\"skipped\":" + skipped + "}\n\n");
        }
        closed.forEach(receipt -> append(out, receipt));
        return out;
    }

    /** The last event of a response that ends too early. */
    static Buffer of(Failure failure) {
        var out = Buffer.buffer("event:failure\ndata:{");
        ErrorBody.append(out, failure);
        return out.appendString("}\n\n");
    }

    private void append(Buffer out, Receipt receipt) {
        try {
            out.appendString("id:" + id(receipt.sequence()) + "\nevent:"
                            + receipt.state().name().toLowerCase(Locale.ROOT) + "\ndata:")
                    .appendBytes(json.writeValueAsBytes(receipt))
                    .appendString("\n\n");
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
