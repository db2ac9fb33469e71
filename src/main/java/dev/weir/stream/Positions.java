package dev.weir.stream;

import dev.weir.http.RecordJson;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The next offset of each partition of one reader; not safe for use by many threads. */
final class Positions {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,19})");

    private static final int MAX_PLAIN_LENGTH = 400;

    private static final int NONE = -1;

    private final SortedMap<Integer, Long> next = new TreeMap<>();

    /** The partition that was set last; the id before and behind its offset, null where that is not known. */
    private int current = NONE;

    private byte[] before;
    private byte[] behind;

    /** The partition is, or will be, read from an offset on. */
    void set(int partition, long offset) {
        next.put(partition, offset);
        if (partition != current || offset == 0) {
            current = partition;
            before = null;
        }
    }

    /** Forgets all of them. */
    void clear() {
        next.clear();
        current = NONE;
        before = null;
    }

    /** How many partitions there are. */
    int size() {
        return next.size();
    }

    /**
     * All of them as {@code partition:offset,partition:offset}, the offset being the next that is to be read.
     *
     * <p>A partition that is read from 0 is left out, unless it is the only one. Where this is long, the partition that
     * was set last is first, and the others are packed behind it.
     */
    String id() {
        var out = Buffer.buffer();
        appendId(out);
        return out.toString();
    }

    /** Writes the {@link #id()}. Records come in runs of one partition; the rest of the id is made once for a run. */
    void appendId(Buffer out) {
        long offset = next.getOrDefault(current, 0L);
        if (offset == 0) {
            out.appendString(whole());
            return;
        }
        if (before == null) {
            split();
        }
        out.appendBytes(before);
        RecordJson.appendNumber(out, offset);
        out.appendBytes(behind);
    }

    private String whole() {
        var id = join(next);
        if (id.isEmpty() && !next.isEmpty()) {
            return next.firstKey() + ":0";
        }
        return id.length() > MAX_PLAIN_LENGTH ? PackedPositions.pack(next) : id;
    }

    /** Finds the parts of the id around the current offset. */
    private void split() {
        var lower = join(next.headMap(current));
        var higher = join(next.tailMap(current + 1));
        if (lower.length() + higher.length() > MAX_PLAIN_LENGTH) {
            var others = new TreeMap<>(next);
            others.remove(current);
            lower = "";
            higher = PackedPositions.pack(others);
        }
        before = ((lower.isEmpty() ? "" : lower + ",") + current + ":").getBytes(StandardCharsets.US_ASCII);
        behind = (higher.isEmpty() ? "" : "," + higher).getBytes(StandardCharsets.US_ASCII);
    }

    private static String join(SortedMap<Integer, Long> places) {
        var joined = new StringJoiner(",");
        places.forEach((partition, offset) -> {
            if (offset > 0) {
                joined.add(partition + ":" + offset);
            }
        });
        return joined.toString();
    }

    /**
     * Reads an {@link #id()}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} when it is none
     */
    static Map<Integer, Long> parse(String id) {
        var parts = List.of(id.split(",", -1));
        var last = parts.get(parts.size() - 1);
        boolean isPacked = PackedPositions.isPacked(last);
        Map<Integer, Long> places = isPacked ? PackedPositions.unpack(last) : new HashMap<>();
        for (var part : isPacked ? parts.subList(0, parts.size() - 1) : parts) {
            var place = PLACE.matcher(part);
            if (!place.matches() || places.put(Integer.valueOf(place.group(1)), offset(place.group(2), id)) != null) {
                throw malformed(id);
            }
        }
        return places;
    }

    private static long offset(String digits, String id) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw malformed(id);
        }
    }

    private static Failure malformed(String id) {
        return Failure.invalid(
                "Last-Event-ID is a list of partition:offset such as 0:12,1:7, not '" + Printable.of(id) + "'");
    }
}
