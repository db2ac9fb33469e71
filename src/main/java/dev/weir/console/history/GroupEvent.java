package dev.weir.console.history;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An event in the life of a group, as far as a broker knows of it.
 *
 * @param time milliseconds since 1970
 * @param topic null where the event is not about one partition
 */
@RegisterForReflection
record GroupEvent(long time, Kind kind, String text, String topic, Integer partition) {

    /** The kind of an event. */
    enum Kind {
        JOINED,
        LEFT,
        MOVED,
        OFFSETS,
        STALLED,
        RESUMED;

        @com.fasterxml.jackson.annotation.JsonValue
        String lowerCase() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
