package dev.weir.channels.push.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether records are sent to the receiver of a push. */
public enum PushStatus {
    /** Records are sent. */
    ACTIVE(0),
    /** The receiver fails; one request at a time is sent to find out when it works again. */
    FAILING(1),
    /** Nothing is sent until the push is resumed. */
    PAUSED(2);

    private final int number;

    PushStatus(int number) {
        this.number = number;
    }

    /** The status as metrics have it. */
    public int number() {
        return number;
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
