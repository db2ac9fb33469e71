package dev.weir.channels.deadletter;

import dev.weir.channels.handler.WebhookRejectedException;
import dev.weir.model.RecordPosition;
import dev.weir.model.TopicName;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that could not be handled, with its origin and the reason in headers.
 *
 * <p>Key, value and headers are those of the record; the headers that are added have the names that SmallRye's dead
 * letters have. Its timestamp is that of the failure, or the retention of its topic could delete it at once.
 *
 * @param origin the record, as {@code topic[partition]@offset}
 */
record DeadLetter(String origin, TopicName topic, ProducerRecord<byte[], byte[]> record) {

    private static final int MAX_KEY_LENGTH = 1_000;
    private static final int MAX_ADDED_HEADERS = 13;
    private static final String PREFIX = "dead-letter-";
    private static final String LEFT_OUT = "left-out";

    /**
     * The dead letter of a record. Does not fail, whatever the record and the reason are like.
     *
     * @param keys turns the key into bytes again; {@code values} does so with the value
     */
    static DeadLetter of(
            TopicName topic,
            IncomingKafkaRecord<?, ?> origin,
            Reserializer keys,
            Reserializer values,
            Throwable reason) {
        var consumed = UndecodableMarker.consumed(origin);
        long leftOut = RecordLimit.omittedBytes(consumed.headers());
        var headers = new RecordHeaders();
        consumed.headers().forEach(header -> {
            if (!(header instanceof UndecodableMarker) && leftOut < 0) {
                headers.add(header);
            }
        });
        add(headers, "exception-class-name", reason.getClass().getName());
        add(headers, "reason", ExceptionText.message(reason));
        var cause = ExceptionText.cause(reason);
        if (cause != null) {
            add(headers, "cause-class-name", cause.getClass().getName());
            add(headers, "cause", ExceptionText.message(cause));
        }
        add(headers, "topic", origin.getTopic());
        add(headers, "partition", Integer.toString(origin.getPartition()));
        add(headers, "offset", Long.toString(origin.getOffset()));
        add(headers, "timestamp", origin.getTimestamp().toString());
        add(headers, "time", Instant.now().toString());
        add(
                headers,
                "attempts",
                Integer.toString(reason instanceof WebhookRejectedException given ? given.attempts() : 1));
        if (leftOut >= 0) {
            add(headers, LEFT_OUT, "key, value and headers: %d bytes".formatted(leftOut));
        }
        var key = bytes(topic, consumed, true, keys, headers);
        var value = leftOut >= 0 ? new byte[0] : bytes(topic, consumed, false, values, headers);
        return new DeadLetter(
                RecordPosition.text(origin.getTopic(), origin.getPartition(), origin.getOffset()),
                topic,
                new ProducerRecord<>(topic.value(), null, null, key, value, headers));
    }

    /**
     * A reference to the record, for a dead letter that is too large for its topic. The record itself stays in its
     * topic.
     */
    DeadLetter reference() {
        var added = Arrays.stream(record.headers().toArray())
                .filter(header -> header.key().startsWith(PREFIX))
                .toList();
        var headers = new RecordHeaders();
        // Added headers are the last; a record may have had headers of these names before.
        added.subList(Math.max(0, added.size() - MAX_ADDED_HEADERS), added.size())
                .forEach(headers::add);
        add(headers, LEFT_OUT, "value and headers: with them the dead letter exceeds max.message.bytes of its topic");
        var key = record.key() != null && record.key().length <= MAX_KEY_LENGTH ? record.key() : null;
        return new DeadLetter(
                origin, topic, new ProducerRecord<>(topic.value(), null, null, key, new byte[0], headers));
    }

    private static byte[] bytes(
            TopicName topic, ConsumerRecord<?, ?> record, boolean isKey, Reserializer serializer, Headers headers) {
        var marker = UndecodableMarker.of(record, isKey);
        if (marker != null) {
            return marker.value();
        }
        try {
            return serializer.bytes(topic.value(), isKey ? record.key() : record.value());
        } catch (RuntimeException | StackOverflowError | LinkageError failed) {
            add(
                    headers,
                    LEFT_OUT,
                    "%s: it cannot be encoded again, %s".formatted(isKey ? "key" : "value", ExceptionText.of(failed)));
            return isKey ? null : new byte[0];
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
