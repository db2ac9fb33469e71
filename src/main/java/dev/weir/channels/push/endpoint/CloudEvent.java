package dev.weir.channels.push.endpoint;

import dev.weir.model.Utf8;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as a CloudEvent 1.0: its attributes, and its HTTP headers in binary mode.
 *
 * <p>A record that is a CloudEvent already (headers {@code ce_*}, or content type {@code application/cloudevents+json})
 * stays that event. Any other becomes one of type {@value #TYPE}, whose source and id are its partition and offset. See
 * the Kafka and HTTP protocol bindings of CloudEvents, and its Partitioning extension.
 */
final class CloudEvent {

    static final String TYPE = "dev.weir.kafka.record";

    private static final String KAFKA_PREFIX = "ce_";
    private static final String HTTP_PREFIX = "ce-";
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
    /** The last millisecond of the year 9999; RFC 3339 goes no further. */
    private static final long LATEST = 253_402_300_799_999L;

    private static final Pattern NOT_FOR_VALUES = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private CloudEvent() {}

    /**
     * The headers of a record.
     *
     * <p>Record headers become {@code Kafka-Header-<name>}, as in requests to Weir; one whose name or bytes HTTP cannot
     * carry is omitted.
     *
     * @param contentType of values whose record names none; a tombstone has none
     */
    static MultiMap headers(ConsumerRecord<byte[], byte[]> record, String contentType) {
        var http = MultiMap.caseInsensitiveMultiMap();
        var declared = contentType(record);
        if (record.value() != null) {
            http.add(HttpHeaders.CONTENT_TYPE, declared == null ? contentType : declared);
        }
        attributes(record).forEach((name, value) -> http.add(HTTP_PREFIX + name, encoded(value)));
        addRecordHeaders(http, record);
        return http;
    }

    /** Whether the value of a record is a whole CloudEvent, in structured mode. */
    static boolean isStructured(ConsumerRecord<byte[], byte[]> record) {
        var declared = contentType(record);
        return declared != null && declared.startsWith(STRUCTURED);
    }

    /** The attributes of the event that a record is, or becomes; those of a structured one are in its value. */
    static Map<String, String> attributes(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> all = new LinkedHashMap<>();
        if (record.headers().lastHeader(KAFKA_PREFIX + "specversion") != null) {
            record.headers().forEach(header -> addAttribute(all, header));
        } else if (!isStructured(record)) {
            addOffset(all, record);
        }
        addKey(all, record.key());
        return all;
    }

    /** Adds record headers as {@code Kafka-Header-<name>}, except those that are attributes. */
    static void addRecordHeaders(MultiMap http, ConsumerRecord<byte[], byte[]> record) {
        record.headers().forEach(header -> addHeader(http, header));
    }

    /** The content type that a record names; null for none, or one that HTTP cannot carry. */
    static String contentType(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(CONTENT_TYPE);
        if (header == null || header.value() == null) {
            return null;
        }
        var text = text(header);
        return text.isBlank() || !PRINTABLE.matcher(text).matches() ? null : text;
    }

    private static void addAttribute(Map<String, String> all, Header header) {
        if (header.key().startsWith(KAFKA_PREFIX)
                && header.value() != null
                && TOKEN.matcher(header.key()).matches()) {
            all.put(header.key().substring(KAFKA_PREFIX.length()), text(header));
        }
    }

    private static void addOffset(Map<String, String> all, ConsumerRecord<byte[], byte[]> record) {
        all.put("specversion", "1.0");
        all.put("type", TYPE);
        all.put("source", "/topics/%s/partitions/%d".formatted(record.topic(), record.partition()));
        all.put("id", Long.toString(record.offset()));
        if (record.timestamp() >= 0 && record.timestamp() <= LATEST) {
            all.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        }
    }

    private static void addKey(Map<String, String> all, byte[] key) {
        if (key == null || all.containsKey("partitionkey")) {
            return;
        }
        var text = Utf8.decode(key);
        if (text == null) {
            all.put("partitionkeybase64", Base64.getEncoder().encodeToString(key));
        } else {
            all.put("partitionkey", text);
        }
    }

    private static void addHeader(MultiMap http, Header header) {
        var name = header.key();
        if (header.value() == null
                || name.startsWith(KAFKA_PREFIX)
                || name.toLowerCase(Locale.ROOT).equals(CONTENT_TYPE)
                || !TOKEN.matcher(name).matches()) {
            return;
        }
        var value = new String(header.value(), StandardCharsets.ISO_8859_1);
        if (!NOT_FOR_VALUES.matcher(value).find()) {
            http.add("Kafka-Header-" + name, value);
        }
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Encodes an attribute as section 3.1.3.2 of the HTTP binding asks: percent, quote and all but printable ASCII. */
    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b));
            }
        }
        return encoded.toString();
    }
}
