package dev.weir.stream;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The next offset of each partition of one reader; not safe for use by many threads. */
final class Positions {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    private static final int MAX_PLAIN_LENGTH = 400;

    private final SortedMap<Integer, Long> next = new TreeMap<>();

    /** The partition is, or will be, read from an offset on. */
    void set(int partition, long offset) {
        next.put(partition, offset);
    }

    /** Forgets all of them. */
    void clear() {
        next.clear();
    }

    /** How many partitions there are. */
    int size() {
        return next.size();
    }

    /**
     * All of them as {@code partition:offset,partition:offset}, the offset being the next that is to be read.
     *
     * <p>A partition that is read from 0 is left out, unless it is the only one; where the rest is long it is packed.
     */
    String id() {
        var id = new StringJoiner(",");
        next.forEach((partition, offset) -> {
            if (offset > 0) {
                id.add(partition + ":" + offset);
            }
        });
        if (id.length() == 0 && !next.isEmpty()) {
            return next.firstKey() + ":0";
        }
        return id.length() > MAX_PLAIN_LENGTH ? PackedPositions.pack(next) : id.toString();
    }

    /**
     * Reads an {@link #id()}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} when it is none
     */
    static Map<Integer, Long> parse(String id) {
        if (PackedPositions.isPacked(id)) {
            return PackedPositions.unpack(id);
        }
        Map<Integer, Long> places = new HashMap<>();
        for (var part : id.split(",", -1)) {
            var place = PLACE.matcher(part);
            if (!place.matches() || places.put(Integer.valueOf(place.group(1)), Long.valueOf(place.group(2))) != null) {
                throw Failure.invalid(
                        "Last-Event-ID is a list of partition:offset such as 0:12,1:7, not '" + Printable.of(id) + "'");
            }
        }
        return places;
    }
}
