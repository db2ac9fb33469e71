package dev.weir.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.groups.GroupChanges;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.connector.AutoTopicCreation;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import dev.weir.topics.NewTopicSpec;
import dev.weir.topics.TopicChanges;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a record on a topic of its own, reads it, commits, reads the commit, and leaves nothing behind. */
final class RoundTripCheck {

    private static final String CHECK = "round trip";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int RECORDS = 2;

    private final ConnectionOptions connection;
    private final KafkaAdmin admin;
    private final Consumer<CheckResult> findings;
    private final TopicName topic = new TopicName("kafka-cli-doctor-" + UUID.randomUUID());
    private final GroupId group = new GroupId(topic.value());
    private final byte[] value = UUID.randomUUID().toString().getBytes(UTF_8);

    RoundTripCheck(ConnectionOptions connection, KafkaAdmin admin, Consumer<CheckResult> findings) {
        this.connection = connection;
        this.admin = admin;
        this.findings = findings;
    }

    void run() {
        // The time in the log is then the broker's.
        var settings = Map.of("message.timestamp.type", "LogAppendTime");
        Await.of(changes().create(new NewTopicSpec(topic, 1, null, settings, false)));
        try {
            write();
            readAndCommit();
        } catch (KafkaException refused) {
            throw KafkaFailures.ofRead(refused);
        } finally {
            cleaned("topic " + topic, changes().delete(topic));
        }
    }

    private void write() {
        var settings = connection.settings();
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", (int) TIMEOUT.toMillis());
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", (int) TIMEOUT.toMillis());
        try (var producer = AutoTopicCreation.in(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()))) {
            // The first finds the way; the second tells the time.
            send(producer);
            long before = System.currentTimeMillis();
            var stored = send(producer);
            long after = System.currentTimeMillis();
            findings.accept(CheckResult.good(
                    CHECK, "A record was written, and confirmed by all copies in %d ms".formatted(after - before)));
            findings.accept(ClockSkew.of(before, stored.timestamp(), after).finding());
        }
    }

    private RecordMetadata send(Producer<byte[], byte[]> producer) {
        try {
            return producer.send(new ProducerRecord<>(topic.value(), 0, null, value))
                    .get();
        } catch (ExecutionException refused) {
            throw KafkaFailures.ofSend(refused);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.Kind.UNKNOWN_OUTCOME, "Interrupted");
        }
    }

    private void readAndCommit() {
        var settings = connection.settings();
        settings.put("group.id", group.value());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        var at = new TopicPartition(topic.value(), 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(at));
            consumer.seekToBeginning(Set.of(at));
            if (!isRead(consumer)) {
                return;
            }
            consumer.commitSync(Map.of(at, new OffsetAndMetadata(RECORDS)), TIMEOUT);
            var committed = consumer.committed(Set.of(at), TIMEOUT).get(at);
            findings.accept(
                    committed != null && committed.offset() == RECORDS
                            ? CheckResult.good(CHECK, "A commit was taken, and is there when it is asked for")
                            : CheckResult.bad(
                                    CHECK,
                                    "A commit was taken and is not there; readers would begin again after a restart. Look"
                                            + " at the topic __consumer_offsets and its brokers"));
        } finally {
            cleaned("group " + group, new GroupChanges(admin).delete(group));
        }
    }

    private boolean isRead(KafkaConsumer<byte[], byte[]> consumer) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        int read = 0;
        while (read < RECORDS && System.nanoTime() < deadline) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (!Arrays.equals(value, record.value())) {
                    findings.accept(CheckResult.bad(CHECK, "A record came back other than it was written"));
                    return false;
                }
                read++;
            }
        }
        findings.accept(
                read == RECORDS
                        ? CheckResult.good(CHECK, "The record was read, as it was written")
                        : CheckResult.bad(
                                CHECK,
                                "A record that was confirmed could not be read within %d s; look at the broker that leads"
                                                .formatted(TIMEOUT.toSeconds())
                                        + " and at its replication"));
        return read == RECORDS;
    }

    private TopicChanges changes() {
        return new TopicChanges(admin, new TopicMetadataCache(admin));
    }

    private void cleaned(String what, CompletionStage<Void> deletion) {
        try {
            Await.of(deletion);
        } catch (Failure failure) {
            if (failure.kind() == Failure.Kind.NOT_FOUND) {
                return;
            }
            findings.accept(CheckResult.doubtful(
                    "tidying up",
                    "The %s could not be deleted and is left behind: %s".formatted(what, failure.getMessage())));
        }
    }
}
