package dev.weir.channels;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Header;

/**
 * The mark of a record whose key or value no deserializer could make anything of, with the bytes that it has.
 *
 * <p>It stands among the headers of the record, where a deserializer has nothing else to leave a word in. What comes
 * from Kafka is never of this class, so nobody can forge it.
 */
final class UndecodableMarker implements Header {

    private final boolean isKey;
    private final byte[] bytes;
    private final Throwable reason;

    /**
     * Marks a record.
     *
     * @param isKey whether the key is meant, else the value
     * @param bytes as Kafka has them
     * @param reason why they could not be decoded
     */
    UndecodableMarker(boolean isKey, byte[] bytes, Throwable reason) {
        this.isKey = isKey;
        this.bytes = bytes;
        this.reason = reason;
    }

    /** The mark that a record bears for its key or for its value; null where that could be decoded. */
    static UndecodableMarker of(ConsumerRecord<?, ?> record, boolean isKey) {
        for (var header : record.headers()) {
            if (header instanceof UndecodableMarker mark && mark.isKey == isKey) {
                return mark;
            }
        }
        return null;
    }

    /** Why a record could not be decoded; null where it could. */
    static Throwable reason(ConsumerRecord<?, ?> record) {
        long leftOut = RecordLimit.leftOut(record.headers());
        if (leftOut >= 0) {
            return new IllegalArgumentException(
                    ("The record has %d bytes when it is decompressed, more than this Weir has memory for; "
                                    + "a larger heap takes it")
                            .formatted(leftOut));
        }
        var mark = of(record, false);
        mark = mark == null ? of(record, true) : mark;
        return mark == null
                ? null
                : new IllegalArgumentException(
                        "The %s cannot be decoded: %s"
                                .formatted(mark.isKey ? "key" : "value", ExceptionText.of(mark.reason)),
                        mark.reason);
    }

    @Override
    public String key() {
        return "weir-undecodable";
    }

    @Override
    public byte[] value() {
        return bytes;
    }
}
