package dev.weir.cli.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The bytes of the value as they are, behind those of the key where asked for. */
final class PlainWriter implements RecordWriter {

    private final byte[] keyDelimiter;
    private final byte[] absent;
    private final byte[] delimiter;

    /**
     * @param keyDelimiter between key and value; null to leave the key out
     * @param absent what stands for null
     * @param delimiter behind each record
     */
    PlainWriter(byte[] keyDelimiter, byte[] absent, byte[] delimiter) {
        this.keyDelimiter = keyDelimiter;
        this.absent = absent;
        this.delimiter = delimiter;
    }

    @Override
    public void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        if (keyDelimiter != null) {
            out.put(record.key() == null ? absent : record.key());
            out.put(keyDelimiter);
        }
        out.put(record.value() == null ? absent : record.value());
        out.put(delimiter);
    }
}
