package dev.weir.channels.push.delivery;

import dev.weir.model.RecordPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A record that no receiver has accepted yet. */
final class PendingRecord {

    /** An estimate of the memory of a record beside its key and value. */
    private static final int OVERHEAD_BYTES = 200;

    private final ConsumerRecord<byte[], byte[]> record;
    private final RecordSettlement settlement;
    private final long arrivedNanos;
    private DeliveryWindow.Entry entry;
    private int attempts;
    private long firstFailureNanos;
    private boolean hasFailed;
    private boolean isAlone;

    PendingRecord(ConsumerRecord<byte[], byte[]> record, RecordSettlement settlement, long arrivedNanos) {
        this.record = record;
        this.settlement = settlement;
        this.arrivedNanos = arrivedNanos;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    RecordSettlement settlement() {
        return settlement;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** The memory that a record takes, about. */
    static long bytes(ConsumerRecord<byte[], byte[]> record) {
        return (long) OVERHEAD_BYTES + size(record.key()) + size(record.value());
    }

    DeliveryWindow.Entry entry() {
        return entry;
    }

    void enter(DeliveryWindow.Entry place) {
        entry = place;
    }

    /** How often the record was sent without success. */
    int attempts() {
        return attempts;
    }

    void failed(long nowNanos) {
        attempts++;
        if (!hasFailed) {
            hasFailed = true;
            firstFailureNanos = nowNanos;
        }
    }

    /** The time since the first failed attempt; 0 before it. */
    long failingNanos(long nowNanos) {
        return hasFailed ? nowNanos - firstFailureNanos : 0;
    }

    /** Starts the time of failed attempts anew. */
    void forgive() {
        hasFailed = false;
    }

    /** Whether the record is sent in a request of its own, because a batch with it was rejected. */
    boolean isAlone() {
        return isAlone;
    }

    void sendAlone() {
        isAlone = true;
    }

    @Override
    public String toString() {
        return RecordPosition.text(record.topic(), record.partition(), record.offset());
    }

    private static int size(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
