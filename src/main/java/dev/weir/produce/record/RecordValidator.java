package dev.weir.produce.record;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;

/** Checks topic and partition of records. */
public final class RecordValidator {

    /** The last millisecond of the year 9999; larger numbers are not meant as milliseconds. */
    public static final long LATEST_TIMESTAMP = 253_402_300_799_999L;

    private RecordValidator() {}

    /** Refuses internal topics, which only Kafka writes. */
    public static void checkWritable(TopicName topic) {
        if (topic.isInternal()) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN, "Topic '" + topic + "' is Kafka's own (it begins with __): not writable");
        }
    }

    /** Refuses negative partitions. */
    public static void checkPartition(Integer partition) {
        if (partition != null && partition < 0) {
            throw Failure.invalid("partition is a whole number from 0, not " + partition);
        }
    }
}
