package dev.weir.cli.consume;

import dev.weir.cli.consume.filter.RecordFilter;
import dev.weir.cli.consume.format.RecordOutput;
import dev.weir.cli.consume.format.RecordWriter;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.RecordPosition;
import dev.weir.reading.filter.JsonPath;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Writes the selected records, up to a maximum number; for one thread. */
final class RecordPrinter {

    private final RecordOutput out;
    private final RecordWriter writer;
    private final RecordFilter filter;
    private final JsonPath path;
    private final long maxCount;
    private long written;
    private long skipped;

    /**
     * A printer for one run.
     *
     * @param filter null for all records
     * @param path the part of the value to write; null for all of it
     * @param maxCount number of records after which the printer is full
     */
    RecordPrinter(RecordOutput out, RecordWriter writer, RecordFilter filter, JsonPath path, long maxCount) {
        this.out = out;
        this.writer = writer;
        this.filter = filter;
        this.path = path;
        this.maxCount = maxCount;
    }

    void begin() {
        writer.begin(out);
    }

    /** Writes a record to the output, or skips it. */
    void print(ConsumerRecord<byte[], byte[]> record) {
        long size = RecordLimit.omittedBytes(record.headers());
        if (size >= 0) {
            drain();
            throw new CliException(
                    ExitCode.FAILED,
                    ("%s has %d bytes after decompression, more than the memory of kafka-cli; increase it in "
                                    + "KAFKA_CLI_JVM_OPTIONS (-Xmx2g), or start after this offset")
                            .formatted(RecordPosition.text(record.topic(), record.partition(), record.offset()), size));
        }
        if (filter != null && !filter.matches(record)) {
            skipped++;
            return;
        }
        var shown = path == null ? record : partOf(record);
        if (shown == null) {
            skipped++;
            return;
        }
        writer.record(out, shown);
        written++;
    }

    /** Writes the buffered records. */
    void drain() {
        out.drain();
    }

    void end() {
        writer.end(out);
        out.drain();
    }

    boolean isFull() {
        return written >= maxCount;
    }

    long written() {
        return written;
    }

    /** The number of records that a filter excluded, or that have no such part. */
    long skipped() {
        return skipped;
    }

    private ConsumerRecord<byte[], byte[]> partOf(ConsumerRecord<byte[], byte[]> record) {
        var value = path.of(record.value());
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
