package dev.weir.http;

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

    private RecordJson() {}

    /** Writes {@code {"topic","key","value","partition","offset","timestamp","headers"?,"error"?}}. */
    public static void append(Buffer out, ConsumerRecord<byte[], byte[]> record, RecordFormat format) {
        out.appendString("{\"topic\":\"" + record.topic() + "\",\"key\":");
        boolean keyShown = format.append(out, record.key());
        out.appendString(",\"value\":");
        boolean valueShown = format.append(out, record.value());
        out.appendString(",\"partition\":" + record.partition() + ",\"offset\":" + record.offset() + ",\"timestamp\":"
                + record.timestamp());
        appendHeaders(out, record.headers());
        if (!keyShown || !valueShown) {
            var what = keyShown ? "value" : valueShown ? "key" : "key and value";
            out.appendString(",\"error\":\"The " + what + " cannot be shown as " + format + "; it is base64 here\"");
        }
        out.appendByte((byte) '}');
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
