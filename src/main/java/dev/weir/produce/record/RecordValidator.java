package dev.weir.produce.record;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;

/** What a record must be before it may come near a channel. */
public final class RecordValidator {

    /** The last millisecond of the year 9999; what lies beyond was meant to be something else. */
    public static final long LATEST_TIMESTAMP = 253_402_300_799_999L;

    private RecordValidator() {}

    /** Kafka's own topics are read, never written. */
    public static void checkWritable(TopicName topic) {
        if (topic.isInternal()) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN, "Topic '" + topic + "' is Kafka's own (it begins with __): not writable");
        }
    }

    /** A time of a record, which the messaging connector would choke on if it were negative. */
    public static void checkTimestamp(Long timestamp) {
        if (timestamp != null && (timestamp < 0 || timestamp > LATEST_TIMESTAMP)) {
            throw Failure.invalid(
                    "timestamp is milliseconds since 1970, from 0 to " + LATEST_TIMESTAMP + ", not " + timestamp);
        }
    }

    /** A partition, which is counted from 0. */
    public static void checkPartition(Integer partition) {
        if (partition != null && partition < 0) {
            throw Failure.invalid("partition is a whole number from 0, not " + partition);
        }
    }
}
