package dev.weir.produce.receipts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far one client has followed the receipts of each node; all positions together are the id of an event. Used on one
 * event loop.
 *
 * <p>A position is the run of a Weir, a dot, the tag of the node, a colon and a sequence; that of a Weir alone has no
 * tag.
 */
final class ReceiptPositions {

    private static final Pattern POSITION = Pattern.compile("[0-9a-z]{1,13}(?:\\.([0-9a-f]{8}))?:\\d{1,18}");

    /** Of nodes that are gone, so that the id stays one that a client can send. */
    private static final int MAX_NODES = 100;

    /** By the tag, those that moved last at the end. */
    private final Map<String, String> byNode = new LinkedHashMap<>();

    /** @param lastEventId null for a new client; parts of it that are no positions are left out */
    static ReceiptPositions of(String lastEventId) {
        var positions = new ReceiptPositions();
        if (lastEventId != null) {
            Stream.of(lastEventId.split(",", -1)).forEach(positions::put);
        }
        return positions;
    }

    /** The position in the receipts of a node. */
    Optional<String> at(String tag) {
        return Optional.ofNullable(byNode.get(tag));
    }

    /** All positions, after one of them has moved. */
    String moved(String position) {
        put(position);
        return String.join(",", byNode.values());
    }

    private void put(String position) {
        var parts = POSITION.matcher(position);
        if (parts.matches()) {
            var tag = parts.group(1) == null ? "" : parts.group(1);
            byNode.remove(tag);
            byNode.put(tag, position);
            if (byNode.size() > MAX_NODES) {
                byNode.remove(byNode.keySet().iterator().next());
            }
        }
    }
}
