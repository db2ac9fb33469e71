package dev.weir.channels;

import dev.weir.model.Count;
import dev.weir.model.Utf8;
import java.util.Base64;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** A record in one line: {@code topic[partition]@offset key=.. value=.. headers=[..]}. */
final class RecordLine {

    private RecordLine() {}

    /**
     * The line, fit for a log: control characters are escaped and what is not UTF-8 is shown as base64.
     *
     * @param length the most characters of each key, value and header; 0 shows sizes only
     */
    static String of(ConsumerRecord<byte[], byte[]> record, int length) {
        var line = "%s[%d]@%d key=%s value=%s"
                .formatted(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        shown(record.key(), length),
                        shown(record.value(), length));
        return record.headers().toArray().length == 0 ? line : line + " headers=" + shown(record.headers(), length);
    }

    private static String shown(Headers headers, int length) {
        var all = new StringJoiner(", ", "[", "]");
        headers.forEach(
                header -> all.add(escaped(header.key(), Math.max(length, 40)) + "=" + shown(header.value(), length)));
        return all.toString();
    }

    private static String shown(byte[] bytes, int length) {
        if (bytes == null) {
            return "null";
        }
        if (length == 0) {
            return "(" + Count.of(bytes.length, "byte") + ")";
        }
        var text = Utf8.decode(bytes);
        return text == null
                ? "base64:" + escaped(Base64.getEncoder().encodeToString(bytes), length)
                : escaped(text, length);
    }

    private static String escaped(String text, int length) {
        var shown = new StringBuilder();
        int end = Math.min(text.length(), length);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
        }
        return end < text.length() ? shown + "... (" + Count.of(text.length(), "character") + ")" : shown.toString();
    }
}
