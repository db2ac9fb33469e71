package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Writes the records that pass, up to a number of them; for one thread. */
final class RecordPrinter {

    private final RecordOutput out;
    private final RecordWriter writer;
    private final RecordFilter filter;
    private final JsonPath part;
    private final long most;
    private long written;
    private long passedOver;

    /**
     * A printer of one reading.
     *
     * @param filter null for all records
     * @param part what of the value is written; null for all of it
     * @param most after which it is full
     */
    RecordPrinter(RecordOutput out, RecordWriter writer, RecordFilter filter, JsonPath part, long most) {
        this.out = out;
        this.writer = writer;
        this.filter = filter;
        this.part = part;
        this.most = most;
    }

    void begin() {
        writer.begin(out);
    }

    /** Puts a record into the output, or passes it over. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        long leftOut = RecordLimit.leftOut(record.headers());
        if (leftOut >= 0) {
            drain();
            throw new CliException(
                    ExitCode.FAILED,
                    ("%s[%d]@%d has %d bytes when it is decompressed, more than there is memory for; give more in "
                                    + "KAFKA_CLI_JVM_OPTIONS (-Xmx2g), or begin behind it")
                            .formatted(record.topic(), record.partition(), record.offset(), leftOut));
        }
        if (filter != null && !filter.passes(record)) {
            passedOver++;
            return;
        }
        var shown = part == null ? record : partOf(record);
        if (shown == null) {
            passedOver++;
            return;
        }
        writer.record(out, shown);
        written++;
    }

    /** Hands on all that was put in. */
    void drain() {
        out.drain();
    }

    void end() {
        writer.end(out);
        out.drain();
    }

    boolean isFull() {
        return written >= most;
    }

    long written() {
        return written;
    }

    /** How many records a filter held back, or had no such part. */
    long passedOver() {
        return passedOver;
    }

    private ConsumerRecord<byte[], byte[]> partOf(ConsumerRecord<byte[], byte[]> record) {
        var value = part.of(record.value());
        return value == null ? null : withValue(record, value, record.headers(), record.timestampType());
    }

    private static ConsumerRecord<byte[], byte[]> withValue(
            ConsumerRecord<byte[], byte[]> record, byte[] value, Headers headers, TimestampType type) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                type,
                record.serializedKeySize(),
                value.length,
                record.key(),
                value,
                headers,
                record.leaderEpoch());
    }
}
