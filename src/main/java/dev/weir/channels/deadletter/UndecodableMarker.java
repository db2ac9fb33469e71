package dev.weir.channels.deadletter;

import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Header;

/**
 * Marks a record whose key or value the channel's deserializer rejected, and keeps the bytes.
 *
 * <p>It is a header of the record, the only part that a deserializer can change. Headers from Kafka are never of this
 * class, so no record can forge it.
 */
public final class UndecodableMarker implements Header {

    private final boolean isKey;
    private final byte[] bytes;
    private final Throwable reason;

    /**
     * Marks a record.
     *
     * @param isKey true for the key, false for the value
     * @param bytes as in Kafka
     * @param reason the exception of the deserializer
     */
    public UndecodableMarker(boolean isKey, byte[] bytes, Throwable reason) {
        this.isKey = isKey;
        this.bytes = bytes;
        this.reason = reason;
    }

    /** The marker of a record for its key or for its value; null where that was decoded. */
    static UndecodableMarker of(ConsumerRecord<?, ?> record, boolean isKey) {
        for (var header : record.headers()) {
            if (header instanceof UndecodableMarker marker && marker.isKey == isKey) {
                return marker;
            }
        }
        return null;
    }

    /** Why a record could not be decoded; null where it was. */
    public static Throwable reason(IncomingKafkaRecord<?, ?> incoming) {
        var record = consumed(incoming);
        long leftOut = RecordLimit.omittedBytes(record.headers());
        if (leftOut >= 0) {
            return new IllegalArgumentException(
                    ("The record has %d bytes when it is decompressed, more than this Weir has memory for; "
                                    + "a larger heap accepts it")
                            .formatted(leftOut));
        }
        var marker = of(record, false);
        marker = marker == null ? of(record, true) : marker;
        return marker == null
                ? null
                : new IllegalArgumentException(
                        "The %s cannot be decoded: %s"
                                .formatted(marker.isKey ? "key" : "value", ExceptionText.of(marker.reason)),
                        marker.reason);
    }

    /** The record as Kafka's consumer returned it. */
    static ConsumerRecord<?, ?> consumed(IncomingKafkaRecord<?, ?> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
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
