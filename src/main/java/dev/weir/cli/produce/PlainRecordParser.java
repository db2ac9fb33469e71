package dev.weir.cli.produce;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Parses lines with a value, or with a key and a value separated by a delimiter. */
final class PlainRecordParser implements RecordParser {

    private final RecordDefaults defaults;
    private final byte[] key;
    private final byte[] keyDelimiter;
    private final byte[] nullText;

    /**
     * A parser for one command.
     *
     * @param key the key of every record; may be null
     * @param keyDelimiter separates key and value; null if lines have no key
     * @param nullText stands for a null key or value; null if there is none
     */
    PlainRecordParser(RecordDefaults defaults, byte[] key, byte[] keyDelimiter, byte[] nullText) {
        this.defaults = defaults;
        this.key = key;
        this.keyDelimiter = keyDelimiter;
        this.nullText = nullText;
    }

    @Override
    public ProducerRecord<byte[], byte[]> record(byte[] line) {
        if (keyDelimiter == null) {
            return defaults.record(key, orNull(line));
        }
        int end = endOfKey(line);
        return defaults.record(
                orNull(Arrays.copyOfRange(line, 0, end)),
                orNull(Arrays.copyOfRange(line, end + keyDelimiter.length, line.length)));
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

    private byte[] orNull(byte[] bytes) {
        return nullText != null && Arrays.equals(nullText, bytes) ? null : bytes;
    }
}
