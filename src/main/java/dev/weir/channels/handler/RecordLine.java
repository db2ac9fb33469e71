package dev.weir.channels.handler;

import dev.weir.model.Count;
import dev.weir.model.Printable;
import dev.weir.model.RecordPosition;
import dev.weir.model.Utf8;
import java.util.Base64;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** A record in one line: {@code topic[partition]@offset key=.. value=.. headers=[..]}. */
final class RecordLine {

    private RecordLine() {}

    /**
     * The line: control characters are escaped, and bytes that are not UTF-8 are in base64.
     *
     * @param length the maximum number of characters of each key, value and header; 0 shows their sizes only
     */
    static String of(ConsumerRecord<byte[], byte[]> record, int length) {
        var line = "%s key=%s value=%s"
                .formatted(
                        RecordPosition.text(record.topic(), record.partition(), record.offset()),
                        format(record.key(), length),
                        format(record.value(), length));
        return record.headers().toArray().length == 0 ? line : line + " headers=" + format(record.headers(), length);
    }

    private static String format(Headers headers, int length) {
        var all = new StringJoiner(", ", "[", "]");
        headers.forEach(
                header -> all.add(escaped(header.key(), Math.max(length, 40)) + "=" + format(header.value(), length)));
        return all.toString();
    }

    private static String format(byte[] bytes, int length) {
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
        int characters = text.codePointCount(0, text.length());
        return characters <= length
                ? Printable.escape(text)
                : Printable.escape(text.substring(0, text.offsetByCodePoints(0, length))) + "... ("
                        + Count.of(characters, "character") + ")";
    }
}
