package dev.weir.console.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/**
 * A change of a group that the brokers report.
 *
 * @param time milliseconds since 1970
 * @param topic null where the event is not about one partition
 */
@RegisterForReflection
record GroupEvent(long time, Kind kind, String text, String topic, Integer partition) {

    /** The kind of an event. */
    @RegisterForReflection
    enum Kind {
        JOINED,
        LEFT,
        MOVED,
        OFFSETS,
        STALLED,
        RESUMED;

        @JsonValue
        String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
