package dev.weir.channels.push.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether records are sent to the receiver of a push. */
public enum PushStatus {
    /** Records are sent. */
    ACTIVE,
    /** The receiver fails; one request at a time is sent to find out when it works again. */
    FAILING,
    /** Nothing is sent until the push is resumed. */
    PAUSED;

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
