package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.broker.TestBroker;
import dev.weir.cli.CliRunner;
import dev.weir.cli.consume.format.FormatOptions;
import dev.weir.cli.consume.format.RecordOutput;
import dev.weir.cli.consume.selection.PartitionSelection;
import dev.weir.cli.consume.selection.TopicResolver;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.OffsetTracker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class ConsumeLoopTest {

    @Test
    void offsets_are_committed_only_after_the_flush(TestTopic topic) {
        send(topic, 0, 10);
        List<String> drained = new ArrayList<>();
        var flushed = new AtomicInteger();
        Runnable flush = () -> {
            assertThat(topic.committed(topic.name())).isLessThanOrEqualTo(flushed.get());
            if (drained.size() == 7) {
                throw new IllegalStateException("The pipe is broken");
            }
            flushed.set(drained.size());
        };
        var spec = spec(topic, CommitMode.EACH);
        try (var kafka = consumer(spec)) {
            var reading = new ConsumeLoop(
                    kafka,
                    () -> kafka,
                    spec,
                    printer(drained::add),
                    flush,
                    () -> false,
                    words -> {},
                    Ticker.systemTicker());

            assertThatThrownBy(reading::run).hasMessage("The pipe is broken");
        }
        assertThat(topic.committed(topic.name())).isEqualTo(6);
    }

    @Test
    void rebalancing_members_read_every_record(@Partitions(4) TestTopic topic) {
        try (var first = new Member(topic)) {
            send(topic, 0, 40);
            first.awaitSome();
            try (var second = new Member(topic)) {
                // After the rebalance the second member reads a share of the records.
                var sent = new AtomicInteger(40);
                Deadlines.await("a record for the second member").until(() -> {
                    int from = sent.getAndAdd(8);
                    send(topic, from, from + 8);
                    return !second.values.isEmpty();
                });
                second.stop();
                send(topic, sent.get(), sent.get() + 8);
                int all = sent.get() + 8;
                Deadlines.await("the rest of the records for the first member")
                        .untilAsserted(
                                () -> assertThat(first.values).hasSizeGreaterThanOrEqualTo(all - second.values.size()));
                first.stop();

                assertThat(IntStream.range(0, all).mapToObj(Integer::toString))
                        .allMatch(value -> first.values.contains(value) || second.values.contains(value));
                assertThat(new CliRunner()
                                .run("consume", topic.name(), "-g", topic.name(), "--exit")
                                .ok())
                        .isEmpty();
            }
        }
    }

    @Test
    void new_partition_is_read_from_its_earliest_offset(TestTopic topic) {
        var spec = new ConsumeSpec(
                new PartitionSelection(List.of(topic.name()), null, List.of()),
                null,
                CommitMode.NEVER,
                OffsetExpression.LATEST,
                null,
                false,
                Long.MAX_VALUE);
        try (var kafka = consumer(spec)) {
            var course = new PartitionRanges(
                    kafka, () -> kafka, spec, new OffsetTracker(), words -> {}, Ticker.systemTicker());
            var pinned = new ManualAssignment(kafka, new TopicResolver(kafka, spec.selection()), course);
            pinned.begin();
            TestTopic.kafka()
                    .getOrCreateAdminClient()
                    .createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(2)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            new CliRunner().run("produce", topic.name(), "-v", "early", "-p", "1");

            Queue<String> values = new ConcurrentLinkedQueue<>();
            Deadlines.await("a record of the topic made later")
                    .pollInSameThread()
                    .until(() -> {
                        pinned.refresh();
                        kafka.poll(Duration.ofMillis(50))
                                .forEach(record -> values.add(new String(record.value(), UTF_8)));
                        return !values.isEmpty();
                    });
            assertThat(values).containsExactly("early");
        }
    }

    /** A group member in a thread of its own, with the records it has written. */
    private static final class Member implements AutoCloseable {

        private final Queue<String> values = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Void> over;

        Member(TestTopic topic) {
            over = CompletableFuture.runAsync(() -> {
                var spec = spec(topic, CommitMode.AUTO);
                try (var kafka = consumer(spec)) {
                    new ConsumeLoop(
                                    kafka,
                                    () -> kafka,
                                    spec,
                                    printer(values::add),
                                    () -> {},
                                    stopped::get,
                                    words -> {},
                                    Ticker.systemTicker())
                            .run();
                }
            });
        }

        void awaitSome() {
            Deadlines.await("a record").until(() -> !values.isEmpty());
        }

        /** Stops the member and waits until it has left the group. */
        void stop() {
            stopped.set(true);
            over.join();
        }

        @Override
        public void close() {
            stop();
        }
    }

    private static void send(TestTopic topic, int from, int to) {
        var lines = new StringBuilder();
        IntStream.range(from, to).forEach(i -> lines.append(i).append('\n'));
        new CliRunner().typing(lines.toString()).run("produce", topic.name(), "--partitioner", "round-robin");
    }

    private static ConsumeSpec spec(TestTopic topic, CommitMode mode) {
        return new ConsumeSpec(
                new PartitionSelection(List.of(topic.name()), null, List.of()),
                topic.name(),
                mode,
                OffsetExpression.COMMITTED,
                null,
                false,
                Long.MAX_VALUE);
    }

    /** Each drain has one or more records, each with its line end. */
    private static RecordPrinter printer(Consumer<String> lines) {
        var out = new RecordOutput((bytes, from, length) ->
                new String(bytes, from, length, UTF_8).lines().forEach(lines));
        return new RecordPrinter(out, new FormatOptions().writer(), null, null, Long.MAX_VALUE);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(ConsumeSpec spec) {
        Map<String, Object> connection = new HashMap<>();
        connection.put("bootstrap.servers", TestBroker.bootstrapServers());
        connection.put("metadata.max.age.ms", 200);
        return new KafkaConsumer<>(
                ConsumerDefaults.of(connection, spec, false), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
