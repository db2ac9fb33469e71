package dev.weir.cli.produce;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A line is a value, or a key and a value with something between them. */
final class PlainRecordParser implements RecordParser {

    private final RecordDefaults frame;
    private final byte[] key;
    private final byte[] keyDelimiter;
    private final byte[] absent;

    /**
     * A form of plain lines.
     *
     * @param key of every record; may be null
     * @param keyDelimiter ends the key of a line; null where lines have none
     * @param absent what stands for a key or a value that is null; null where nothing does
     */
    PlainRecordParser(RecordDefaults frame, byte[] key, byte[] keyDelimiter, byte[] absent) {
        this.frame = frame;
        this.key = key;
        this.keyDelimiter = keyDelimiter;
        this.absent = absent;
    }

    @Override
    public ProducerRecord<byte[], byte[]> record(byte[] line) {
        if (keyDelimiter == null) {
            return frame.record(key, present(line));
        }
        int end = endOfKey(line);
        return frame.record(
                present(Arrays.copyOfRange(line, 0, end)),
                present(Arrays.copyOfRange(line, end + keyDelimiter.length, line.length)));
    }

    private int endOfKey(byte[] line) {
        for (int i = 0; i <= line.length - keyDelimiter.length; i++) {
            if (Arrays.equals(line, i, i + keyDelimiter.length, keyDelimiter, 0, keyDelimiter.length)) {
                return i;
            }
        }
        throw Failure.invalid("there is no '%s' between a key and a value"
                .formatted(Printable.of(new String(keyDelimiter, StandardCharsets.UTF_8))));
    }

    private byte[] present(byte[] bytes) {
        return absent != null && Arrays.equals(absent, bytes) ? null : bytes;
    }
}
