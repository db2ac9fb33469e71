package dev.weir.cli.consume.format;

import dev.weir.cli.terminal.TextWidth;
import dev.weir.model.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes an aligned line per record; shortens long values and replaces control characters. */
final class TableWriter implements RecordWriter {

    private static final String ROW = "%s %9s %12s %-24s %s %s\n";

    @Override
    public void begin(RecordOutput out) {
        out.put(ROW.formatted(topic("TOPIC"), "PARTITION", "OFFSET", "TIME", key("KEY"), "VALUE"));
    }

    @Override
    public void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        out.put(ROW.formatted(
                topic(record.topic()),
                record.partition(),
                record.offset(),
                record.timestamp() < 0 ? "-" : Instant.ofEpochMilli(record.timestamp()),
                key(shown(record.key())),
                shown(record.value())));
    }

    private static String topic(String name) {
        return TextWidth.padded(name, 20);
    }

    private static String key(String shown) {
        return TextWidth.padded(shown, 16);
    }

    private static String shown(byte[] bytes) {
        return bytes == null ? "-" : Printable.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
