package dev.weir.channels.push.endpoint;

import dev.weir.http.json.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes records as CloudEvents in their JSON format. */
final class EventJson {

    /** The names that the format allows for attributes. */
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,40}");

    private EventJson() {}

    /**
     * Appends the event that a record is, or that is made of it.
     *
     * @param contentType of values whose record names none; JSON becomes part of the event, text a string, and anything
     *     else base64
     */
    static void append(Buffer out, ConsumerRecord<byte[], byte[]> record, String contentType) {
        if (CloudEvent.isStructured(record) && record.value() != null && JsonText.append(out, record.value())) {
            return;
        }
        out.appendByte((byte) '{');
        CloudEvent.attributes(record).forEach((name, value) -> {
            if (ATTRIBUTE.matcher(name).matches() && !isReserved(name)) {
                appendName(out, name);
                appendText(out, value);
                out.appendByte((byte) ',');
            }
        });
        if (record.value() == null) {
            // Each event has attributes, so the last byte is a comma.
            out.setByte(out.length() - 1, (byte) '}');
            return;
        }
        var declared = CloudEvent.contentType(record);
        var type = declared == null ? contentType : declared;
        appendName(out, "datacontenttype");
        appendText(out, type);
        out.appendByte((byte) ',');
        appendData(out, record.value(), type);
        out.appendByte((byte) '}');
    }

    private static boolean isReserved(String name) {
        return name.equals("data") || name.equals("datacontenttype");
    }

    private static void appendData(Buffer out, byte[] value, String contentType) {
        var type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        var data = Buffer.buffer();
        boolean isJson = type.endsWith("/json") || type.endsWith("+json");
        boolean isText = type.startsWith("text/");
        if ((isJson && JsonText.append(data, value)) || (isText && !isJson && JsonText.appendQuoted(data, value))) {
            appendName(out, "data");
            out.appendBuffer(data);
        } else {
            appendName(out, "data_base64");
            appendText(out, Base64.getEncoder().encodeToString(value));
        }
    }

    private static void appendName(Buffer out, String name) {
        appendText(out, name);
        out.appendByte((byte) ':');
    }

    /** Characters that UTF-8 does not have were replaced when the text was decoded. */
    private static void appendText(Buffer out, String text) {
        JsonText.appendQuoted(out, text.getBytes(StandardCharsets.UTF_8));
    }
}
