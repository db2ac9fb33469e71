package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.handler.RememberingHandler;
import dev.weir.testing.Deadlines;
import dev.weir.testing.Kcat;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Keys, values and headers keep every byte.
 *
 * <p>The bytes are random in each run; a failure names their seed.
 */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ByteForByteTest {

    private static final int RECORDS = 300;
    private static final int BATCH = 50;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Inject
    RememberingHandler handler;

    @Test
    void kafkas_client_reads_binary_records(@Partitions(2) TestTopic topic) {
        var sent = send(topic);

        var read = topic.records();
        assertThat(read).as("seed %d", seed).hasSameSizeAs(sent);
        sent.sort(Comparator.comparing(ProducerRecord::partition));
        for (int i = 0; i < RECORDS; i++) {
            assertSame(read.get(i), sent.get(i));
        }
    }

    @Test
    void kcat_reads_binary_records(@Partitions(2) TestTopic topic) throws IOException {
        Assumptions.assumeTrue(Kcat.isInstalled(), "kcat is not installed on this machine");
        var sent = send(topic);

        for (int partition = 0; partition < 2; partition++) {
            var output = new ByteArrayInputStream(Kcat.output(
                    "",
                    "-C",
                    "-q",
                    "-e",
                    "-o",
                    "beginning",
                    "-t",
                    topic.name(),
                    "-p",
                    "" + partition,
                    "-f",
                    "%K %S %k%s"));
            for (int i = partition; i < RECORDS; i += 2) {
                int keyLength = number(output);
                int valueLength = number(output);
                assertThat(bytes(output, keyLength))
                        .as("key %d, seed %d", i, seed)
                        .isEqualTo(sent.get(i).key());
                assertThat(bytes(output, valueLength))
                        .as("value %d, seed %d", i, seed)
                        .isEqualTo(sent.get(i).value());
            }
            assertThat(output.available()).isZero();
        }
    }

    @Test
    void a_raw_body_is_the_value(TestTopic topic) {
        var values = IntStream.range(0, 30)
                .mapToObj(i -> someBytes(1 + random.nextInt(2_000)))
                .toList();

        values.forEach(value -> sending("application/octet-stream")
                .body(value)
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200));

        assertThat(topic.records())
                .as("seed %d", seed)
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(values);
    }

    @Test
    void a_declared_consumer_reads_records_of_kafkas_client() {
        TestTopic.shared("web_log");
        var key = "ByteForByteTest-" + seed;
        var sent = IntStream.range(0, RECORDS)
                .mapToObj(i -> new ProducerRecord<>(
                        "web_log", 0, key.getBytes(StandardCharsets.UTF_8), orNull(300), someHeaders()))
                .toList();

        TestTopic.kafka().produce(byte[].class, byte[].class).fromRecords(sent).awaitCompletion(Deadlines.seconds(30));

        await().untilAsserted(() -> assertThat(handler.handled(key)).hasSize(RECORDS));
        var read = handler.handled(key);
        for (int i = 0; i < RECORDS; i++) {
            assertSame(read.get(i), sent.get(i));
        }
    }

    private void assertSame(ConsumerRecord<byte[], byte[]> read, ProducerRecord<byte[], byte[]> sent) {
        var where = "%s[%d]@%d, seed %d".formatted(read.topic(), read.partition(), read.offset(), seed);
        assertThat(read.key()).as("key of %s", where).isEqualTo(sent.key());
        assertThat(read.value()).as("value of %s", where).isEqualTo(sent.value());
        assertThat(read.headers().toArray())
                .as("headers of %s", where)
                .isEqualTo(sent.headers().toArray());
    }

    /** Sends records to both partitions in turn; returns the expected records, in the order of sending. */
    private List<ProducerRecord<byte[], byte[]>> send(TestTopic topic) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(new ProducerRecord<>(topic.name(), i % 2, orNull(100), orNull(5_000), someHeaders()));
        }
        for (int from = 0; from < RECORDS; from += BATCH) {
            var body = new JsonObject()
                    .put(
                            "records",
                            new JsonArray(records.subList(from, from + BATCH).stream()
                                    .map(ByteForByteTest::json)
                                    .toList()));
            sending("application/vnd.kafka.binary.v2+json", body.encode())
                    .post("/topics/" + topic)
                    .then()
                    .statusCode(200);
        }
        return records;
    }

    private static JsonObject json(ProducerRecord<byte[], byte[]> record) {
        var headers = new JsonArray();
        record.headers()
                .forEach(header ->
                        headers.add(new JsonObject().put("key", header.key()).put("value", base64(header.value()))));
        return new JsonObject()
                .put("key", base64(record.key()))
                .put("value", base64(record.value()))
                .put("partition", record.partition())
                .put("headers", headers);
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    /** Headers may share a name, have a null value, and have names of any characters. */
    private List<Header> someHeaders() {
        return IntStream.range(0, random.nextInt(4))
                .<Header>mapToObj(i -> new RecordHeader(
                        random.nextBoolean() ? "same" : "名" + random.nextInt(9) + "\u0000é", orNull(40)))
                .toList();
    }

    private byte[] orNull(int most) {
        return random.nextInt(8) == 0 ? null : someBytes(random.nextInt(most));
    }

    private byte[] someBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static int number(InputStream in) throws IOException {
        var digits = new StringBuilder();
        for (int c = in.read(); c > ' '; c = in.read()) {
            digits.append((char) c);
        }
        return Integer.parseInt(digits.toString());
    }

    private static byte[] bytes(InputStream in, int length) throws IOException {
        return length < 0 ? null : in.readNBytes(length);
    }
}
