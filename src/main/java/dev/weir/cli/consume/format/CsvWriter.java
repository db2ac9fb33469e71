package dev.weir.cli.consume.format;

import dev.weir.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes a CSV row per record (RFC 4180, with LF line ends).
 *
 * <p>Null is an empty field, an empty string is {@code ""}; bytes that are not UTF-8 are base64 after {@code base64:};
 * headers are the JSON of {@link JsonWriter}.
 */
final class CsvWriter implements RecordWriter {

    @Override
    public void begin(RecordOutput out) {
        out.put("topic,partition,offset,timestamp,key,value,headers\n");
    }

    @Override
    public void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        out.put(record.topic());
        out.put(',');
        out.put(record.partition());
        out.put(',');
        out.put(record.offset());
        out.put(',');
        out.put(record.timestamp());
        out.put(',');
        out.put(field(record.key()));
        out.put(',');
        out.put(field(record.value()));
        out.put(',');
        if (record.headers().iterator().hasNext()) {
            out.put(quoted(headers(record)));
        }
        out.put('\n');
    }

    private static String field(byte[] bytes) {
        if (bytes == null) {
            return "";
        }
        var text = Utf8.decode(bytes);
        return text == null ? "base64:" + Base64.getEncoder().encodeToString(bytes) : plainOrQuoted(text);
    }

    private static String plainOrQuoted(String text) {
        boolean isPlain = !text.isEmpty()
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.strip().length() == text.length();
        return isPlain ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String headers(ConsumerRecord<byte[], byte[]> record) {
        var bytes = new ByteArrayOutputStream();
        var json = new RecordOutput(bytes::write);
        JsonWriter.headers(json, record.headers());
        json.drain();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
