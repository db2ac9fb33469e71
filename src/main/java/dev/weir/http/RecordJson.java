package dev.weir.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record that was read, as JSON on one line.
 *
 * <p>A key or value that the format cannot show comes as base64, with {@code "error"} beside it: one such record is no
 * reason to keep its neighbours from anybody.
 */
public final class RecordJson {

    private static final int LONGEST_FRAME = 160;

    private static final int MOST_DIGITS = 19;

    private static final byte[] TOPIC = "{\"topic\":\"".getBytes(ISO_8859_1);
    private static final byte[] KEY = "\",\"key\":".getBytes(ISO_8859_1);
    private static final byte[] VALUE = ",\"value\":".getBytes(ISO_8859_1);
    private static final byte[] PARTITION = ",\"partition\":".getBytes(ISO_8859_1);
    private static final byte[] OFFSET = ",\"offset\":".getBytes(ISO_8859_1);
    private static final byte[] TIMESTAMP = ",\"timestamp\":".getBytes(ISO_8859_1);

    private RecordJson() {}

    /** Writes {@code {"topic","key","value","partition","offset","timestamp","headers"?,"error"?}}. */
    public static void append(Buffer out, ConsumerRecord<byte[], byte[]> record, RecordFormat format) {
        out.appendBytes(TOPIC).appendBytes(record.topic().getBytes(ISO_8859_1)).appendBytes(KEY);
        boolean keyShown = format.append(out, record.key());
        out.appendBytes(VALUE);
        boolean valueShown = format.append(out, record.value());
        appendNumber(out.appendBytes(PARTITION), record.partition());
        appendNumber(out.appendBytes(OFFSET), record.offset());
        appendNumber(out.appendBytes(TIMESTAMP), record.timestamp());
        appendHeaders(out, record.headers());
        if (!keyShown || !valueShown) {
            var what = keyShown ? "value" : valueShown ? "key" : "key and value";
            out.appendString(",\"error\":\"The " + what + " cannot be shown as " + format + "; it is base64 here\"");
        }
        out.appendByte((byte) '}');
    }

    /** As bytes, for of most records the numbers are the greater part of the work. */
    private static void appendNumber(Buffer out, long number) {
        if (number < 0) {
            out.appendString(Long.toString(number));
            return;
        }
        var digits = new byte[MOST_DIGITS];
        int at = MOST_DIGITS;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        out.appendBytes(digits, at, MOST_DIGITS - at);
    }

    /** About how long that will be, in bytes. */
    public static int estimate(ConsumerRecord<byte[], byte[]> record) {
        int content = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        return LONGEST_FRAME + content + content / 3;
    }

    private static void appendHeaders(Buffer out, Headers headers) {
        boolean first = true;
        for (var header : headers) {
            out.appendString(first ? ",\"headers\":[{\"key\":" : ",{\"key\":");
            RecordFormat.TEXT.append(out, header.key().getBytes(StandardCharsets.UTF_8));
            out.appendString(",\"value\":");
            RecordFormat.BINARY.append(out, header.value());
            out.appendByte((byte) '}');
            first = false;
        }
        if (!first) {
            out.appendByte((byte) ']');
        }
    }
}
