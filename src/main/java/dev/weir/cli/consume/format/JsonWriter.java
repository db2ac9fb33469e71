package dev.weir.cli.consume.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.http.EmbeddedFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes a record as a JSON object on one line, which {@code produce --format ndjson} reads back as the same record.
 *
 * <p>The fields are those of the service: {@code topic, key, value, partition, offset, timestamp, headers}. A key or
 * value that the encoding cannot represent is base64 in {@code key_base64} or {@code value_base64} instead.
 */
final class JsonWriter implements RecordWriter {

    private static final byte[] KEY = ",\"key\":".getBytes(UTF_8);
    private static final byte[] KEY_BASE64 = ",\"key_base64\":".getBytes(UTF_8);
    private static final byte[] VALUE = ",\"value\":".getBytes(UTF_8);
    private static final byte[] VALUE_BASE64 = ",\"value_base64\":".getBytes(UTF_8);
    private static final byte[] HEADER_KEY = "{\"key\":".getBytes(UTF_8);
    private static final byte[] HEADER_VALUE = ",\"value\":".getBytes(UTF_8);
    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final EmbeddedFormat encoding;
    private final boolean isArray;
    private String separator = "\n";

    /**
     * A writer for one output.
     *
     * @param isArray whether all records form one JSON array, instead of one object per line
     */
    JsonWriter(EmbeddedFormat encoding, boolean isArray) {
        this.encoding = encoding;
        this.isArray = isArray;
    }

    @Override
    public void begin(RecordOutput out) {
        if (isArray) {
            out.put('[');
        }
    }

    @Override
    public void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        if (isArray) {
            out.put(separator);
            separator = ",\n";
        }
        out.put("{\"topic\":\"");
        out.put(record.topic());
        out.put('"');
        field(out, record.key(), KEY, KEY_BASE64);
        field(out, record.value(), VALUE, VALUE_BASE64);
        out.put(",\"partition\":");
        out.put(record.partition());
        out.put(",\"offset\":");
        out.put(record.offset());
        out.put(",\"timestamp\":");
        out.put(record.timestamp());
        if (record.headers().iterator().hasNext()) {
            out.put(",\"headers\":");
            headers(out, record.headers());
        }
        out.put('}');
        if (!isArray) {
            out.put('\n');
        }
    }

    @Override
    public void end(RecordOutput out) {
        if (isArray) {
            out.put("\n]\n");
        }
    }

    /** Writes an array of objects with {@code key} and {@code value}, which is base64 or null. */
    static void headers(RecordOutput out, Headers headers) {
        char before = '[';
        for (var header : headers) {
            out.put(before);
            JsonValueWriter.put(
                    EmbeddedFormat.TEXT, out, HEADER_KEY, header.key().getBytes(UTF_8));
            if (header.value() == null) {
                out.put(HEADER_VALUE);
                out.put(NULL);
            } else {
                JsonValueWriter.putBinary(out, HEADER_VALUE, header.value());
            }
            out.put('}');
            before = ',';
        }
        out.put(']');
    }

    private void field(RecordOutput out, byte[] bytes, byte[] name, byte[] nameOfBase64) {
        if (bytes == null) {
            out.put(name);
            out.put(NULL);
        } else if (!isRepresentable(bytes) || !JsonValueWriter.put(encoding, out, name, bytes)) {
            JsonValueWriter.putBinary(out, nameOfBase64, bytes);
        }
    }

    /** JSON may contain line ends between its tokens, but not where each record is one line. */
    private boolean isRepresentable(byte[] bytes) {
        if (isArray || encoding != EmbeddedFormat.JSON) {
            return true;
        }
        for (byte b : bytes) {
            if (b == '\n' || b == '\r') {
                return false;
            }
        }
        return true;
    }
}
