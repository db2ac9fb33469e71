package dev.weir.cli.consume.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes the bytes of the value, optionally after those of the key. */
final class PlainWriter implements RecordWriter {

    private final byte[] keyDelimiter;
    private final byte[] nullBytes;
    private final byte[] delimiter;

    /**
     * @param keyDelimiter separates key and value; null to write no key
     * @param nullBytes stand for null
     * @param delimiter follows each record
     */
    PlainWriter(byte[] keyDelimiter, byte[] nullBytes, byte[] delimiter) {
        this.keyDelimiter = keyDelimiter;
        this.nullBytes = nullBytes;
        this.delimiter = delimiter;
    }

    @Override
    public void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        if (keyDelimiter != null) {
            out.put(record.key() == null ? nullBytes : record.key());
            out.put(keyDelimiter);
        }
        out.put(record.value() == null ? nullBytes : record.value());
        out.put(delimiter);
    }
}
