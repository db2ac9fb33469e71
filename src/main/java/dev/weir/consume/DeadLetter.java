package dev.weir.consume;

import dev.weir.model.TopicName;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that could not be handled, with its origin and the reason in headers.
 *
 * <p>Key, value and headers are those of the record; the headers that are added have the names that SmallRye's dead
 * letters have. Its timestamp is the time it was set aside, or the retention of its topic could drop it at once.
 *
 * @param origin where it came from, as {@code topic[partition]@offset}
 */
record DeadLetter(String origin, TopicName topic, ProducerRecord<byte[], byte[]> record) {

    /**
     * The dead letter of a record.
     *
     * @param key its key, and its value, as bytes; null where there is none
     */
    static DeadLetter of(
            TopicName topic, IncomingKafkaRecord<?, ?> origin, byte[] key, byte[] value, Throwable reason) {
        var headers = new RecordHeaders(origin.getHeaders());
        add(headers, "exception-class-name", reason.getClass().getName());
        add(headers, "reason", reason.getMessage());
        if (reason.getCause() != null) {
            add(headers, "cause-class-name", reason.getCause().getClass().getName());
            add(headers, "cause", reason.getCause().getMessage());
        }
        add(headers, "topic", origin.getTopic());
        add(headers, "partition", Integer.toString(origin.getPartition()));
        add(headers, "offset", Long.toString(origin.getOffset()));
        add(headers, "timestamp", origin.getTimestamp().toString());
        add(headers, "time", Instant.now().toString());
        add(headers, "attempts", Integer.toString(reason instanceof Undeliverable given ? given.attempts() : 1));
        return new DeadLetter(
                "%s[%d]@%d".formatted(origin.getTopic(), origin.getPartition(), origin.getOffset()),
                topic,
                new ProducerRecord<>(topic.value(), null, null, key, value, headers));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add("dead-letter-" + name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }
}
