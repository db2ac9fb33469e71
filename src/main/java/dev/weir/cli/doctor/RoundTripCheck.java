package dev.weir.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.connection.KafkaClients;
import dev.weir.groups.GroupChanges;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import dev.weir.reading.Stopwatch;
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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Produces, consumes and commits with a new topic and group, and deletes both. */
final class RoundTripCheck {

    private static final String CHECK = "round trip";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int RECORDS = 2;

    private final ConnectionOptions connection;
    private final KafkaAdmin admin;
    private final Consumer<CheckResult> results;
    private final TopicName topic = new TopicName("kafka-cli-doctor-" + UUID.randomUUID());
    private final GroupId group = new GroupId(topic.value());
    private final byte[] value = UUID.randomUUID().toString().getBytes(UTF_8);

    RoundTripCheck(ConnectionOptions connection, KafkaAdmin admin, Consumer<CheckResult> results) {
        this.connection = connection;
        this.admin = admin;
        this.results = results;
    }

    void run() {
        // Then the broker sets the timestamp of the record.
        var settings = Map.of("message.timestamp.type", "LogAppendTime");
        Await.result(changes().create(new NewTopicSpec(topic, 1, null, settings, false)));
        try {
            produce();
            consumeAndCommit();
        } catch (KafkaException failure) {
            throw KafkaFailures.ofRead(failure);
        } finally {
            delete("topic " + topic, changes().delete(topic));
        }
    }

    private void produce() {
        var settings = connection.settings();
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", (int) TIMEOUT.toMillis());
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", (int) TIMEOUT.toMillis());
        try (var producer = KafkaClients.producer(settings)) {
            // The first record connects to the leader; the second measures the time.
            send(producer);
            long before = System.currentTimeMillis();
            var stored = send(producer);
            long after = System.currentTimeMillis();
            results.accept(CheckResult.good(
                    CHECK,
                    "A record was produced, and acknowledged by all in-sync replicas in %d ms"
                            .formatted(after - before)));
            results.accept(ClockSkew.of(before, stored.timestamp(), after).result());
        }
    }

    private RecordMetadata send(Producer<byte[], byte[]> producer) {
        try {
            return producer.send(new ProducerRecord<>(topic.value(), 0, null, value))
                    .get();
        } catch (ExecutionException failure) {
            throw KafkaFailures.ofSend(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.Kind.UNKNOWN_OUTCOME, "Interrupted");
        }
    }

    private void consumeAndCommit() {
        var settings = connection.settings();
        settings.put("group.id", group.value());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        var at = new TopicPartition(topic.value(), 0);
        try (var consumer = KafkaClients.consumer(settings)) {
            consumer.assign(Set.of(at));
            consumer.seekToBeginning(Set.of(at));
            if (!isConsumed(consumer)) {
                return;
            }
            consumer.commitSync(Map.of(at, new OffsetAndMetadata(RECORDS)), TIMEOUT);
            var committed = consumer.committed(Set.of(at), TIMEOUT).get(at);
            results.accept(
                    committed != null && committed.offset() == RECORDS
                            ? CheckResult.good(CHECK, "An offset was committed and read back")
                            : CheckResult.bad(
                                    CHECK,
                                    "The broker accepted a commit but does not return it, so consumers would start over after"
                                            + " a restart. Check the topic __consumer_offsets and its brokers"));
        } finally {
            delete("group " + group, new GroupChanges(admin).delete(group));
        }
    }

    private boolean isConsumed(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        var sinceStart = new Stopwatch(admin.ticker());
        int read = 0;
        while (read < RECORDS && !sinceStart.exceeds(TIMEOUT)) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (!Arrays.equals(value, record.value())) {
                    results.accept(
                            CheckResult.bad(CHECK, "A record was read with another value than it was produced with"));
                    return false;
                }
                read++;
            }
        }
        results.accept(
                read == RECORDS
                        ? CheckResult.good(CHECK, "The record was consumed with the same value")
                        : CheckResult.bad(
                                CHECK,
                                "An acknowledged record could not be consumed within %d s; check the leader and its replication"
                                        .formatted(TIMEOUT.toSeconds())));
        return read == RECORDS;
    }

    private TopicChanges changes() {
        return new TopicChanges(admin, new TopicMetadataCache(admin));
    }

    private void delete(String what, CompletionStage<Void> deletion) {
        try {
            Await.result(deletion);
        } catch (Failure failure) {
            if (failure.kind() == Failure.Kind.NOT_FOUND) {
                return;
            }
            results.accept(CheckResult.doubtful(
                    "cleanup", "The %s could not be deleted and remains: %s".formatted(what, failure.getMessage())));
        }
    }
}
