package dev.weir.cli.consume.format;

import dev.weir.http.EmbeddedFormat;
import java.io.ByteArrayOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Formats a record as {@code consume} does, for tests of other packages. */
public final class ConsumeOutput {

    private ConsumeOutput() {}

    /**
     * The output of {@code -o ndjson}.
     *
     * @param encoding {@code text}, {@code json} or {@code binary}
     */
    public static byte[] asNdjson(ConsumerRecord<byte[], byte[]> record, String encoding) {
        return by(new JsonWriter(EmbeddedFormat.ofSent(encoding), false), record);
    }

    static byte[] by(RecordWriter writer, ConsumerRecord<byte[], byte[]> record) {
        var bytes = new ByteArrayOutputStream();
        var out = new RecordOutput(bytes::write);
        writer.record(out, record);
        out.drain();
        return bytes.toByteArray();
    }
}
