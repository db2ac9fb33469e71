package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.channels.handler.HandledLog;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A group consumer is ready once it has joined, survives rebalances, and finishes its work when it is stopped.
 *
 * <p>Every three seconds a member is killed, stopped or started; {@code -Dmembers.turns=20} makes that a minute.
 */
class GroupConsumerSurvivesRebalancesIT {

    private static final Duration TIMEOUT = Deadlines.seconds(90);
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final int TURNS = Integer.getInteger("members.turns", 3);
    private static final int MEMBERS = 3;
    private static final int PARTITIONS = 6;
    private static final int RECORDS_PER_TICK = 2;
    private static final int TICK_MILLIS = 5;

    private static BrokerProcess broker;
    private static Admin admin;
    private static KafkaProducer<String, String> producer;

    private final Map<Integer, AtomicLong> sent = new TreeMap<>();
    private final List<WeirProcess> members = new ArrayList<>();

    @BeforeAll
    static void start() {
        // By default the session of a member of the consumer protocol expires after 45 s.
        broker = TestBroker.another(
                "group-rebalances",
                Map.of(
                        "group.consumer.min.session.timeout.ms", "1000",
                        "group.consumer.session.timeout.ms", "6000",
                        "group.consumer.min.heartbeat.interval.ms", "500",
                        "group.consumer.heartbeat.interval.ms", "1000"));
        broker.start();
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    @AfterEach
    void end() {
        members.forEach(WeirProcess::close);
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void no_record_is_skipped_or_committed_early_while_members_join_leave_and_die(String protocol) throws Exception {
        var topic = "log-" + protocol;
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get(Deadlines.inSeconds(10), TimeUnit.SECONDS);
        IntStream.range(0, PARTITIONS).forEach(partition -> sent.put(partition, new AtomicLong()));
        startMembers(protocol, topic);
        var handled = new HandledLog(members.stream().map(WeirProcess::logFile).toList());
        var checks = new AtomicLong();
        try (var load = new Repeated(TICK_MILLIS, () -> send(topic));
                var watch = new Repeated(1, () -> {
                    checkCommitted(topic, handled);
                    checks.incrementAndGet();
                })) {
            for (int turn = 0; turn < TURNS; turn++) {
                await().during(TURN).atMost(TIMEOUT).until(() -> load.isRunning() && watch.isRunning());
                disturb(turn);
                watch.check();
                load.check();
            }
        }
        assertThat(checks).hasValueGreaterThan(TURNS * 10L);

        // Each partition is read, whichever member has it now.
        sent.keySet().forEach(partition -> send(topic, partition));
        await().atMost(TIMEOUT).untilAsserted(() -> {
            handled.readAppended();
            assertThat(sent).allSatisfy((partition, count) -> assertThat(handled.next(partition))
                    .as("partition %d", partition)
                    .isEqualTo(count.get()));
        });
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sent)
                .allSatisfy((partition, count) -> assertThat(committed(topic)).containsEntry(partition, count.get())));
        assertThat(members).allMatch(member -> !member.isRunning() || member.readiness() == 200);
    }

    private void startMembers(String protocol, String topic) {
        var starting = IntStream.range(0, MEMBERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> member(topic + "-" + i, protocol, topic)))
                .toList();
        starting.forEach(member -> members.add(member.join()));
    }

    private static WeirProcess member(String name, String protocol, String topic) {
        var channel = "mp.messaging.incoming.web-log-in.";
        return WeirProcess.start(
                name,
                broker.bootstrapServers(),
                Map.of(
                        channel + "topic", topic,
                        channel + "group.id", topic,
                        channel + "group.protocol", protocol,
                        channel + "session.timeout.ms", "6000"));
    }

    /** Ends a member, by SIGKILL and SIGTERM in turns, and starts it again in the next turn. */
    private void disturb(int turn) {
        var member = members.get(turn / 2 % MEMBERS);
        if (turn % 2 == 1) {
            member.start();
        } else if (turn % 4 == 0) {
            member.kill();
        } else {
            member.terminate();
            assertThat(member.endsWithin(Deadlines.seconds(20))).isTrue();
        }
    }

    private void send(String topic) {
        for (int i = 0; i < RECORDS_PER_TICK; i++) {
            send(topic, (int) (sent.values().stream().mapToLong(AtomicLong::get).sum() % PARTITIONS));
        }
    }

    private void send(String topic, int partition) {
        var number = sent.get(partition);
        try {
            producer.send(new ProducerRecord<>(topic, partition, "k", "r" + number + "!"))
                    .get(Deadlines.inSeconds(10), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("Record " + number + " of partition " + partition + " is not stored", e);
        }
        number.incrementAndGet();
    }

    /** Committed records were handled before the offsets were requested, so the files, read afterwards, have them. */
    private static void checkCommitted(String topic, HandledLog handled) {
        var committed = committed(topic);
        handled.readAppended();
        assertThat(committed).allSatisfy((partition, offset) -> assertThat(offset)
                .as("committed of partition %d", partition)
                .isLessThanOrEqualTo(handled.next(partition)));
    }

    private static Map<Integer, Long> committed(String group) {
        Map<Integer, Long> offsets = new HashMap<>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(Deadlines.inSeconds(10), TimeUnit.SECONDS)
                    .forEach((at, offset) -> offsets.put(at.partition(), offset.offset()));
        } catch (Exception e) {
            throw new IllegalStateException("The offsets of " + group + " cannot be read", e);
        }
        return offsets;
    }

    /** A task that repeats on its own thread until it throws. */
    private static final class Repeated implements AutoCloseable {

        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final ScheduledFuture<?> work;

        Repeated(int pauseMillis, Runnable work) {
            this.work = thread.scheduleWithFixedDelay(work, 0, pauseMillis, TimeUnit.MILLISECONDS);
        }

        boolean isRunning() {
            return !work.isDone();
        }

        /** Fails with the exception that the task threw. */
        void check() {
            if (work.isDone() && !work.isCancelled()) {
                assertThatCode(work::get).doesNotThrowAnyException();
            }
        }

        @Override
        public void close() {
            thread.shutdown();
            await().atMost(TIMEOUT).until(thread::isTerminated);
            check();
        }
    }
}
