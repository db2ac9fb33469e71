package dev.weir.produce.receipts;

import dev.weir.cluster.forward.NodeStreams;
import io.vertx.core.buffer.Buffer;

/** Writes the receipts of other nodes into the stream of a client of this one. Used on one event loop. */
final class OtherReceipts implements NodeStreams.Listener {

    private final ReceiptStream stream;
    private final ReceiptPositions positions;
    private final String path;
    private final boolean fromEarliest;

    /**
     * The receipts of other nodes.
     *
     * @param path of the request, which is that of other nodes too
     * @param fromEarliest whether the client gets all receipts of a node that it has no position in
     */
    OtherReceipts(ReceiptStream stream, ReceiptPositions positions, String path, boolean fromEarliest) {
        this.stream = stream;
        this.positions = positions;
        this.path = path;
        this.fromEarliest = fromEarliest;
    }

    @Override
    public NodeStreams.Start start(String tag, boolean isNew) {
        return positions
                .at(tag)
                .map(position -> new NodeStreams.Start(path, position))
                .orElseGet(() -> new NodeStreams.Start(path + (isNew || fromEarliest ? "?from=earliest" : ""), null));
    }

    @Override
    public void event(String tag, String id, String event) {
        var text = event.isEmpty() ? "\n" : event + "\n\n";
        stream.append(Buffer.buffer(id == null ? text : "id:" + positions.moved(id) + "\n" + text), !event.isEmpty());
    }

    @Override
    public void unanswered(String tag) {
        stream.append(Buffer.buffer("event:unanswered\ndata:{\"node\":\"" + tag + "\"}\n\n"), false);
    }
}
