package dev.weir.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.model.HiddenValue;
import dev.weir.model.Utf8;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Headers;

/**
 * Writes a consumed record as JSON on one line.
 *
 * <p>A key or value that the format cannot represent is written as base64, with an {@code "error"} field, so that the
 * client still gets the other records.
 */
public final class RecordJson {

    private static final int MAX_FRAME_LENGTH = 160;

    private static final int MAX_DIGITS = 19;

    private static final byte[] TOPIC = "{\"topic\":\"".getBytes(ISO_8859_1);
    private static final byte[] KEY = "\",\"key\":".getBytes(ISO_8859_1);
    private static final byte[] VALUE = ",\"value\":".getBytes(ISO_8859_1);
    private static final byte[] PARTITION = ",\"partition\":".getBytes(ISO_8859_1);
    private static final byte[] OFFSET = ",\"offset\":".getBytes(ISO_8859_1);
    private static final byte[] TIMESTAMP = ",\"timestamp\":".getBytes(ISO_8859_1);

    private RecordJson() {}

    /**
     * Writes
     * {@code {"topic","key","value","partition","offset","timestamp","key_format"?,"value_format"?,"headers"?,"value_size"?,"error"?}}.
     */
    public static void append(Buffer out, ConsumerRecord<byte[], byte[]> record, EmbeddedFormat format) {
        append(out, record, format, Integer.MAX_VALUE);
    }

    /**
     * Writes a record as the other method does, with the beginning of a long value only: as text, or base64 where it is
     * no text, and {@code "value_size"} and {@code "truncated":true}.
     *
     * @param maxValue bytes of a value
     */
    public static void append(Buffer out, ConsumerRecord<byte[], byte[]> record, EmbeddedFormat format, int maxValue) {
        boolean isCut = record.value() != null && record.value().length > maxValue;
        boolean keyIsLeftOut = isLeftOut(record.key(), record.serializedKeySize());
        boolean valueIsLeftOut =
                record.value() == HiddenValue.BYTES || isLeftOut(record.value(), record.serializedValueSize());
        out.appendBytes(TOPIC).appendBytes(record.topic().getBytes(ISO_8859_1)).appendBytes(KEY);
        var key = ValueJson.append(out, keyIsLeftOut ? null : record.key(), format);
        out.appendBytes(VALUE);
        var value = isCut
                ? ValueJson.append(out, Utf8.beginning(record.value(), maxValue), EmbeddedFormat.TEXT)
                : ValueJson.append(out, valueIsLeftOut ? null : record.value(), format);
        appendNumber(out.appendBytes(PARTITION), record.partition());
        appendNumber(out.appendBytes(OFFSET), record.offset());
        appendNumber(out.appendBytes(TIMESTAMP), record.timestamp());
        if (format == EmbeddedFormat.AUTO) {
            appendFormat(out, "key", record.key(), key);
        }
        if (format == EmbeddedFormat.AUTO || isCut) {
            appendFormat(out, "value", record.value(), value);
        }
        long leftOut = RecordLimit.omittedBytes(record.headers());
        if (leftOut >= 0) {
            appendLeftOut(out, "record", leftOut);
            out.appendByte((byte) '}');
            return;
        }
        appendHeaders(out, record.headers());
        if (isCut) {
            appendNumber(out.appendString(",\"value_size\":"), record.value().length);
            out.appendString(",\"truncated\":true");
        }
        if (record.value() == HiddenValue.BYTES) {
            appendNumber(out.appendString(",\"value_size\":"), record.serializedValueSize());
            out.appendByte((byte) '}');
            return;
        }
        if (keyIsLeftOut || valueIsLeftOut) {
            appendLeftOut(
                    out,
                    keyIsLeftOut ? "key" : "value",
                    Math.max(record.serializedKeySize(), record.serializedValueSize()));
        } else if (format != EmbeddedFormat.AUTO && (key != format || (value != format && !isCut))) {
            var what = key == format ? "value" : value == format || isCut ? "key" : "key and value";
            out.appendString(",\"error\":\"The " + what + " cannot be shown as " + format + "; it is base64 here\"");
        }
        out.appendByte((byte) '}');
    }

    private static void appendFormat(Buffer out, String what, byte[] bytes, EmbeddedFormat shown) {
        if (bytes != null) {
            out.appendString(",\"" + what + "_format\":\"" + shown + "\"");
        }
    }

    /** Whether the consumer dropped the bytes, because Weir has no memory for so many. */
    private static boolean isLeftOut(byte[] bytes, int size) {
        return bytes != null && size > bytes.length;
    }

    private static void appendLeftOut(Buffer out, String what, long size) {
        out.appendString(
                (",\"error\":\"The %s has %d bytes, more than this Weir has memory to hand out; it is left out here. "
                                + "Give Weir a larger heap, or weir.reading.memory\"")
                        .formatted(what, size));
    }

    /** Writes digits directly: converting numbers is the greater part of the work for most records. */
    public static void appendNumber(Buffer out, long number) {
        if (number < 0) {
            out.appendString(Long.toString(number));
            return;
        }
        var digits = new byte[MAX_DIGITS];
        int at = MAX_DIGITS;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        out.appendBytes(digits, at, MAX_DIGITS - at);
    }

    /** The approximate length of the JSON, in bytes. */
    public static int estimate(ConsumerRecord<byte[], byte[]> record) {
        int content = (int) size(record);
        return MAX_FRAME_LENGTH + content + content / 3;
    }

    /** The length of key and value, without bytes that the consumer dropped. */
    public static long size(ConsumerRecord<byte[], byte[]> record) {
        return (record.key() == null ? 0L : record.key().length) + (record.value() == null ? 0 : record.value().length);
    }

    private static void appendHeaders(Buffer out, Headers headers) {
        boolean first = true;
        for (var header : headers) {
            out.appendString(first ? ",\"headers\":[{\"key\":" : ",{\"key\":");
            ValueJson.append(out, header.key().getBytes(StandardCharsets.UTF_8), EmbeddedFormat.TEXT);
            out.appendString(",\"value\":");
            ValueJson.append(out, header.value(), EmbeddedFormat.BINARY);
            out.appendByte((byte) '}');
            first = false;
        }
        if (!first) {
            out.appendByte((byte) ']');
        }
    }
}
