package dev.weir.deadletters.letter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;

/** Distinguishes whole records from those that were too large for the memory. */
public final class LetterSizes {

    private LetterSizes() {}

    /** Whether the reader left nothing of a record out. */
    public static boolean isComplete(ConsumerRecord<byte[], byte[]> record) {
        return RecordLimit.omittedBytes(record.headers()) < 0
                && isWhole(record.key(), record.serializedKeySize())
                && isWhole(record.value(), record.serializedValueSize());
    }

    private static boolean isWhole(byte[] bytes, int size) {
        return bytes == null || size <= bytes.length;
    }
}
