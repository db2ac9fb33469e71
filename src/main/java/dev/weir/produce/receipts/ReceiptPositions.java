package dev.weir.produce.receipts;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /**
     * The positions in the id of an event.
     *
     * @param lastEventId null for a new client
     * @throws Failure {@link Failure.Kind#INVALID} for an id that no event has
     */
    static ReceiptPositions of(String lastEventId) {
        var positions = new ReceiptPositions();
        if (lastEventId != null) {
            for (var position : lastEventId.split(",", -1)) {
                if (!POSITION.matcher(position).matches()) {
                    throw Failure.invalid("Last-Event-ID is not one of ours: '" + Printable.of(position) + "'");
                }
                positions.put(position);
            }
        }
        return positions;
    }

    /** Whether the client has seen no event. */
    boolean isNew() {
        return byNode.isEmpty();
    }

    /** The sequence in a run of a Weir; 0 where the client has seen none of it, as each run begins again. */
    long sequence(String run) {
        return byNode.values().stream()
                .filter(position -> position.startsWith(run + ":"))
                .mapToLong(position -> Long.parseLong(position.substring(run.length() + 1)))
                .findFirst()
                .orElse(0);
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
