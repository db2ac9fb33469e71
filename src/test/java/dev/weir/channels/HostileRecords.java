package dev.weir.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.broker.TestBroker;
import dev.weir.channels.handler.PoisonRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records meant to terminate a channel, and a producer that sends them unchanged. */
final class HostileRecords {

    /** Header names that a layer between Kafka and a handler interprets. */
    private static final List<String> NAMES = List.of(
            "content-type",
            "Content-Type",
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_datacontenttype",
            "ce_dataschema",
            "ce_subject",
            "ce_partitionkey",
            "ce_x\r\ny",
            "traceparent",
            "tracestate",
            "baggage",
            "b3",
            "uber-trace-id",
            "REPLY_TOPIC",
            "REPLY_PARTITION",
            "REPLY_CORRELATION_ID",
            "__smallrye_generationId",
            "__TypeId__",
            "deserialization-failure-dlq",
            "deserialization-failure-reason",
            "deserialization-failure-data",
            "deserialization-failure-deserializer",
            "delayed-retry-topic",
            "delayed-retry-count",
            "delayed-retry-original-timestamp",
            "dead-letter-reason",
            "dead-letter-topic",
            "weir-undecodable",
            "");

    private static final List<byte[]> VALUES = Stream.of(
                    "application/cloudevents+json",
                    "application/cloudevents+json; charset=nonsense",
                    "application/cloudevents",
                    "application/json; charset=",
                    "1.0",
                    "0.1",
                    "",
                    " ",
                    "not a uri \u0000 \r\n",
                    "00-zz-zz-zz",
                    "00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-01",
                    "true",
                    "-1",
                    "99999999999999999999",
                    "2018-13-45T99:99:99Z")
            .map(text -> text.getBytes(UTF_8))
            .toList();

    private static final List<PoisonRecord> POISON = List.of(PoisonRecord.values());
    private static final List<String> EVENTS = List.of(
            "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/shop\",\"type\":\"t\",\"data\":{\"n\":1}}",
            "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"not a uri\",\"type\":\"t\",\"time\":\"never\"}",
            "{\"specversion\":2}",
            "{",
            "[]",
            "null",
            "[".repeat(20_000));

    private HostileRecords() {}

    /** A producer of bytes with a larger limit than Weir's. */
    static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestBroker.bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        8_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Every name with every value and with null, every event in every mode, every way to fail, sizes, timestamps. */
    static List<ProducerRecord<byte[], byte[]>> all(String topic) {
        var all = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var name : NAMES) {
            all.add(record(topic, "v", header(name, null)));
            VALUES.forEach(value -> all.add(record(topic, "v", header(name, value))));
        }
        for (var event : EVENTS) {
            all.add(record(topic, event, header("content-type", VALUES.get(0))));
            all.add(record(
                    topic,
                    event,
                    header("ce_specversion", bytes("1.0")),
                    header("ce_id", bytes("7")),
                    header("ce_source", bytes("no uri: %%")),
                    header("ce_type", null),
                    header("ce_time", bytes("never"))));
        }
        for (var poison : PoisonRecord.values()) {
            all.add(record(topic, poison.word()));
            all.add(record(topic, poison.word(), header("content-type", null), header("REPLY_TOPIC", null)));
        }
        // With the headers of a dead letter it is larger than the default max.message.bytes.
        all.add(record(topic, "poison".repeat(174_700)));
        all.add(record(topic, "poison", headers("dead-letter-reason", 4_000)));
        all.add(record(topic, "v", headers("content-type", 10_000)));
        all.add(new ProducerRecord<>(topic, null, 0L, (byte[]) null, (byte[]) null));
        all.add(new ProducerRecord<>(topic, null, Long.MAX_VALUE, new byte[0], new byte[0]));
        all.add(new ProducerRecord<>(topic, null, 253_402_300_800_000L, bytes("\u0000"), bytes("poison")));
        return all;
    }

    /** A random record. */
    static ProducerRecord<byte[], byte[]> any(String topic, Random random) {
        var headers = new Header[random.nextInt(6)];
        for (int i = 0; i < headers.length; i++) {
            var name = random.nextInt(4) == 0 ? text(random) : NAMES.get(random.nextInt(NAMES.size()));
            headers[i] = header(name, value(random));
        }
        var timestamp = random.nextBoolean() ? null : Long.valueOf(random.nextLong() & Long.MAX_VALUE);
        return new ProducerRecord<>(topic, null, timestamp, value(random), body(random), List.of(headers));
    }

    private static byte[] body(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> bytes(EVENTS.get(random.nextInt(EVENTS.size())));
            case 1 -> bytes(POISON.get(random.nextInt(POISON.size())).word());
            default -> value(random);
        };
    }

    private static byte[] value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> VALUES.get(random.nextInt(VALUES.size()));
            default -> {
                var bytes = new byte[random.nextInt(50)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        random.ints(random.nextInt(12), 0, 0xd800).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value, Header... headers) {
        return new ProducerRecord<>(topic, null, null, null, bytes(value), List.of(headers));
    }

    private static Header[] headers(String name, int count) {
        return Stream.generate(() -> header(name, bytes("n".repeat(60))))
                .limit(count)
                .toArray(Header[]::new);
    }

    private static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
