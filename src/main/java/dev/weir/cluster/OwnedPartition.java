package dev.weir.cluster;

import dev.weir.reading.Stopwatch;
import java.util.LinkedHashMap;
import java.util.Map;

/** A partition that the group has assigned to this node, from its assignment on. Used on the node's thread. */
final class OwnedPartition {

    private final Map<String, byte[]> states = new LinkedHashMap<>();
    private final Stopwatch sinceAssigned;
    private long end = -1;

    OwnedPartition(Stopwatch sinceAssigned) {
        this.sinceAssigned = sinceAssigned;
    }

    /** Whether the offset is known up to which the states are read. */
    boolean hasEnd() {
        return end >= 0;
    }

    void readTo(long offset) {
        end = offset;
    }

    /** Whether all is read that was written before the assignment. */
    boolean isReadAt(long position) {
        return hasEnd() && position >= end;
    }

    /** Notes a state; null for a deleted one. */
    void put(String key, byte[] state) {
        if (state == null) {
            states.remove(key);
        } else {
            states.put(key, state);
        }
    }

    Map<String, byte[]> states() {
        return states;
    }

    Stopwatch sinceAssigned() {
        return sinceAssigned;
    }
}
