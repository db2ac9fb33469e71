package dev.weir.deadletters.letter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter with its cause and its origin.
 *
 * @param time of the dead letter, milliseconds since 1970
 * @param value text, or base64 where {@code valueFormat} is {@code binary}; its beginning where it is long
 * @param valueSize of the whole value, in bytes
 * @param isTruncated whether key, value or headers are longer than shown
 * @param headers of the record itself, without those that describe the failure
 */
@RegisterForReflection
public record LetterDetails(
        String topic,
        int partition,
        long offset,
        long time,
        String key,
        @JsonProperty("key_format") String keyFormat,
        String value,
        @JsonProperty("value_format") String valueFormat,
        @JsonProperty("value_size") int valueSize,
        @JsonProperty("truncated") boolean isTruncated,
        List<LetterHeader> headers,
        LetterOrigin origin,
        String reason,
        @JsonProperty("class") String exceptionClass,
        String cause,
        Integer attempts) {

    /**
     * A header of the record.
     *
     * @param value base64; null for null
     */
    @RegisterForReflection
    public record LetterHeader(String key, String value) {}

    /** The most bytes that a list shows of a key, a value, or all headers of a record. */
    private static final int EXCERPT_BYTES = 2_048;

    public LetterDetails {
        headers = List.copyOf(headers);
    }

    /** The dead letter as a list shows it. */
    public static LetterDetails excerpt(ConsumerRecord<byte[], byte[]> record, boolean payloads) {
        return of(record, payloads, EXCERPT_BYTES);
    }

    /**
     * The whole dead letter.
     *
     * @param payloads whether value, headers and what exceptions say may be shown
     */
    public static LetterDetails whole(ConsumerRecord<byte[], byte[]> record, boolean payloads) {
        return of(record, payloads, Integer.MAX_VALUE);
    }

    private static LetterDetails of(ConsumerRecord<byte[], byte[]> record, boolean payloads, int maxBytes) {
        var failure = LetterCause.of(record.headers());
        var key = ByteExcerpt.of(record.key(), maxBytes);
        var value = ByteExcerpt.of(payloads ? record.value() : null, maxBytes);
        List<LetterHeader> headers = new ArrayList<>();
        boolean allHeaders = !payloads || addHeaders(record, headers, maxBytes);
        return new LetterDetails(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                key.text(),
                key.format(),
                value.text(),
                value.format(),
                Math.max(0, record.serializedValueSize()),
                key.isTruncated() || value.isTruncated() || !allHeaders || !LetterSizes.isComplete(record),
                headers,
                failure.origin(),
                payloads ? failure.reason() : null,
                failure.exceptionClass(),
                payloads ? failure.cause() : null,
                failure.attempts());
    }

    /** Whether all were added, to their ends. */
    private static boolean addHeaders(ConsumerRecord<byte[], byte[]> record, List<LetterHeader> headers, int maxBytes) {
        long room = maxBytes;
        for (var header : LetterCause.ownHeaders(record.headers())) {
            var value = header.value();
            room -= header.key().length();
            if (room <= 0) {
                return false;
            }
            if (value != null && value.length > room) {
                headers.add(new LetterHeader(header.key(), encode(Arrays.copyOf(value, (int) room))));
                return false;
            }
            headers.add(new LetterHeader(header.key(), value == null ? null : encode(value)));
            room -= value == null ? 0 : value.length;
        }
        return true;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
