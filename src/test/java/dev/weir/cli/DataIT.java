package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Produces and consumes records with the packaged {@code kafka-cli} in processes and pipes. */
@ExtendWith(OwnTopic.class)
class DataIT {

    private static final int RECORDS = 100_000;

    /** Recent, because Kafka deletes records older than a week. */
    private static final int MAX_AGE_MILLIS = 86_400_000;

    private static final String BROKERS = TestBroker.bootstrapServers();

    @Test
    void ndjson_of_consume_is_produced_as_the_same_records(TestTopic source, TestTopic copy) throws Exception {
        var sent = randomRecords(source.name(), 7);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKERS), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var record : sent) {
                var unused = producer.send(record);
            }
        }

        var run = shell(
                "./kafka-cli consume %s --from beginning --exit -o ndjson -b %s | ./kafka-cli produce %s --format ndjson -b %s"
                        .formatted(source, BROKERS, copy, BROKERS));

        assertThat(run).contains(RECORDS + " records of " + source, RECORDS + " records written", "0 failed");
        var copied = all(copy.name());
        assertThat(copied).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            assertSame(sent.get(i), copied.get(i));
        }
    }

    @Test
    void interrupted_consumer_has_committed_the_written_records(TestTopic topic) {
        CliProcess.run("produce", topic.name(), "-b", BROKERS, "-v", "first", "-v", "second");

        try (var consume = CliProcess.start("consume", topic.name(), "-b", BROKERS, "--group", topic.name())) {
            consume.awaitOutput("second\n");
            consume.interrupt();
            var run = consume.end();

            assertThat(run.exit()).isZero();
            assertThat(run.out()).isEqualTo("first\nsecond\n");
            assertThat(run.err()).isEqualTo("2 records of " + topic + "\n");
        }
        assertThat(topic.committed(topic.name())).isEqualTo(2);
    }

    @Test
    void interrupted_producer_has_sent_the_lines_it_read(TestTopic topic) {
        try (var produce = CliProcess.start("produce", topic.name(), "-b", BROKERS)) {
            produce.type("first\nsecond\nhal");
            Deadlines.await("both records in the topic")
                    .until(() -> topic.values().size() == 2);
            produce.interrupt();
            Deadlines.await("the end of produce after SIGINT").until(() -> !produce.isRunning());
            var run = produce.end();

            assertThat(run.exit()).isEqualTo(130);
            assertThat(run.err()).startsWith("2 records written");
        }
        assertThat(topic.values()).containsExactly("first", "second");
    }

    @Test
    void broken_pipe_ends_consume_without_a_message(TestTopic topic) throws Exception {
        CliProcess.run("produce", topic.name(), "-b", BROKERS, "--rate", "1000000", "-v", "x");
        var big = "x".repeat(1_000);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKERS), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 5_000; i++) {
                var unused = producer.send(new ProducerRecord<>(topic.name(), big.getBytes(StandardCharsets.UTF_8)));
            }
        }

        var run = shell("(./kafka-cli consume %s --from beginning --exit -b %s; echo exit $? >&2) | head -n 1"
                .formatted(topic, BROKERS));

        assertThat(run).isEqualTo("x\nexit 0\n");
    }

    /** Uses the Linux program {@code script}, which runs a command on a terminal. */
    @Test
    void produce_prompts_on_a_terminal_and_legacy_offset_1_reads_from_earliest(TestTopic topic) throws Exception {
        var typed = shell("printf 'first\\nsecond\\n\\004' | script -qec './kafka-cli produce %s -b %s' /dev/null"
                .formatted(topic, BROKERS));

        assertThat(typed).contains(">").contains("2 records written");
        assertThat(CliProcess.run("consume", topic.name(), "-b", BROKERS, "--from-beginning", "--exit")
                        .ok())
                .isEqualTo("first\nsecond\n");
    }

    private static void assertSame(ProducerRecord<byte[], byte[]> sent, ConsumerRecord<byte[], byte[]> copied) {
        assertThat(copied.key()).isEqualTo(sent.key());
        assertThat(copied.value()).isEqualTo(sent.value());
        assertThat(copied.timestamp()).isEqualTo(sent.timestamp());
        assertThat(copied.headers()).isEqualTo(sent.headers());
    }

    /** Random bytes; some keys, values and headers are null or empty, and header names repeat. */
    private static List<ProducerRecord<byte[], byte[]>> randomRecords(String topic, long seed) {
        var random = new Random(seed);
        long newest = System.currentTimeMillis();
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> new ProducerRecord<>(
                        topic,
                        null,
                        newest - random.nextInt(MAX_AGE_MILLIS),
                        bytes(random),
                        bytes(random),
                        headers(random)))
                .toList();
    }

    private static List<Header> headers(Random random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> (Header) new RecordHeader(random.nextBoolean() ? "name" : "näme\"" + i, bytes(random)))
                .toList();
    }

    private static byte[] bytes(Random random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return null;
        }
        if (kind == 1) {
            return "text \"%d\" é\n".formatted(random.nextInt()).getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        var partition = List.of(new TopicPartition(topic, 0));
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKERS), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).get(partition.get(0));
            while (consumer.position(partition.get(0)) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(all::add);
            }
        }
        return all;
    }

    /** Runs a shell command and returns its output. */
    private static String shell(String line) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(Deadlines.inSeconds(60), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It does not end: " + line);
        }
        return output;
    }
}
