package dev.weir.channels.push.delivery;

import static dev.weir.channels.push.delivery.SimulatedReceiver.key;
import static dev.weir.channels.push.delivery.SimulatedReceiver.record;
import static dev.weir.channels.push.delivery.SimulatedReceiver.status;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final int[] FAILURES = {0, 302, 404, 429, 500, 503};
    private static final Duration LONG = Duration.ofDays(400);
    private static final Set<Integer> REJECTING = Set.of(400, 422);

    private static RetrySchedule retry(Duration timeout) {
        return new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(1), timeout, () -> 0.5);
    }

    private static DeliveryRules rules(int concurrency, int window, BatchRule batch, Duration timeout) {
        return new DeliveryRules(concurrency, window, 1 << 20, 0, 3, REJECTING, batch, retry(timeout));
    }

    private static BiFunction<SimulatedReceiver, List<ConsumerRecord<byte[], byte[]>>, PushResponse> failing(
            double probability) {
        return (receiver, records) -> {
            var random = receiver.random();
            if (random.nextDouble() >= probability) {
                return status(200);
            }
            return status(FAILURES[random.nextInt(FAILURES.length)]);
        };
    }

    /** 32 requests at once, of which many fail: each key in order, nothing lost, nothing twice, no key at once. */
    @Property(tries = 300)
    void records_of_a_key_stay_in_order(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int keys, @ForAll boolean isBatch) {
        var random = new Random(seed);
        var receiver = new SimulatedReceiver(seed, failing(random.nextDouble() * 0.8));
        var batch = isBatch
                ? new BatchRule(1 + random.nextInt(20), 2_000 + random.nextInt(2_000), Duration.ofMillis(200))
                : BatchRule.SINGLE;
        int window = 40 + random.nextInt(200);
        var dispatcher = new Dispatcher(rules(32, window, batch, LONG), receiver);
        long[] next = new long[3];
        int total = 600;
        int sent = 0;
        int mostPending = 0;
        while (sent < total) {
            while (sent < total && dispatcher.room() > 0) {
                int partition = random.nextInt(3);
                int key = random.nextInt(keys + 1);
                var record = record(partition, next[partition]++, key == keys ? null : "k" + key);
                dispatcher.deliver(record, receiver.settlement(record));
                mostPending = Math.max(mostPending, dispatcher.pending());
                sent++;
            }
            receiver.run(Duration.ofMillis(random.nextInt(100)));
        }
        receiver.run(LONG);

        assertThat(receiver.accepted).hasSize(total).doesNotHaveDuplicates();
        assertThat(receiver.deadLetters).isEmpty();
        assertThat(receiver.maxInFlight).isLessThanOrEqualTo(32);
        assertThat(receiver.sameKeyAtOnce).isZero();
        assertThat(mostPending).isLessThanOrEqualTo(window);
        assertThat(dispatcher.pending()).isZero();
        assertInOrder(receiver.received);
        assertInOrder(receiver.accepted);
    }

    /** A receiver that forgets repeats sees the records of each key in order; a batch is repeated as a whole. */
    private static void assertInOrder(List<ConsumerRecord<byte[], byte[]>> received) {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey =
                received.stream().collect(groupingBy(SimulatedReceiver::key));
        byKey.values().forEach(all -> assertThat(
                        all.stream().map(ConsumerRecord::offset).distinct())
                .isSorted());
    }

    @Test
    void the_offset_of_an_undelivered_record_bounds_what_is_read_ahead() {
        var receiver = new SimulatedReceiver(
                1, (self, records) -> status(key(records.get(0)).endsWith("bad") ? 500 : 200));
        var dispatcher = new Dispatcher(rules(8, 50, BatchRule.SINGLE, LONG), receiver);
        int sent = 0;
        while (dispatcher.room() > 0 && sent < 1_000) {
            var record = record(0, sent, sent == 0 ? "bad" : "k" + sent);
            dispatcher.deliver(record, receiver.settlement(record));
            sent++;
            receiver.run(Duration.ofMillis(100));
        }

        assertThat(sent).isEqualTo(50);
        assertThat(receiver.accepted).hasSize(49);
        assertThat(dispatcher.pending()).isEqualTo(50);
    }

    @Test
    void a_rejected_record_becomes_a_dead_letter_and_the_next_one_of_its_key_is_sent() {
        var receiver = new SimulatedReceiver(
                1, (self, records) -> status(records.get(0).offset() == 1 ? 422 : 200));
        var dispatcher = new Dispatcher(rules(8, 50, BatchRule.SINGLE, LONG), receiver);
        deliver(dispatcher, receiver, 3, "k");
        receiver.run(LONG);

        assertThat(receiver.deadLetters).extracting(ConsumerRecord::offset).containsExactly(1L);
        assertThat(receiver.accepted).extracting(ConsumerRecord::offset).containsExactly(0L, 2L);
        assertThat(receiver.received).hasSize(3);
    }

    @Test
    void the_records_of_a_rejected_batch_are_sent_one_by_one() {
        var receiver = new SimulatedReceiver(
                1, (self, records) -> status(records.stream().anyMatch(record -> record.offset() == 1) ? 400 : 200));
        var rule = new BatchRule(3, 1 << 20, Duration.ofSeconds(1));
        var dispatcher = new Dispatcher(rules(8, 50, rule, LONG), receiver);
        deliver(dispatcher, receiver, 4, "k");
        receiver.run(LONG);

        assertThat(receiver.requests)
                .containsExactly(List.of(0L, 1L, 2L), List.of(0L), List.of(1L), List.of(2L), List.of(3L));
        assertThat(receiver.deadLetters).extracting(ConsumerRecord::offset).containsExactly(1L);
    }

    @Test
    void a_batch_that_is_not_full_is_sent_when_its_first_record_has_waited() {
        var receiver = new SimulatedReceiver(1, failing(0));
        var rule = new BatchRule(10, 1 << 20, Duration.ofSeconds(1));
        var dispatcher = new Dispatcher(rules(8, 50, rule, LONG), receiver);
        deliver(dispatcher, receiver, 4, "k");

        receiver.run(Duration.ofMillis(900));
        assertThat(receiver.requests).isEmpty();
        receiver.run(Duration.ofMillis(200));

        assertThat(receiver.requests).containsExactly(List.of(0L, 1L, 2L, 3L));
    }

    @Test
    void a_record_that_fails_for_too_long_becomes_a_dead_letter() {
        var receiver = new SimulatedReceiver(1, (self, records) -> status(503));
        var dispatcher = new Dispatcher(rules(8, 50, BatchRule.SINGLE, Duration.ofHours(2)), receiver);
        deliver(dispatcher, receiver, 1, "k");
        receiver.run(LONG);

        assertThat(receiver.deadLetters).hasSize(1);
        assertThat(Duration.ofNanos(receiver.times.get(receiver.times.size() - 1)))
                .isBetween(Duration.ofHours(2), Duration.ofMinutes(122));
    }

    @Test
    void a_failing_receiver_gets_one_request_at_a_time_until_it_works_again() {
        var until = Duration.ofMinutes(30).toNanos();
        var receiver = new SimulatedReceiver(1, (self, records) -> status(self.nowNanos() < until ? 503 : 200));
        var dispatcher = new Dispatcher(rules(8, 50, BatchRule.SINGLE, LONG), receiver);
        for (int i = 0; i < 40; i++) {
            var record = record(0, i, "k" + i);
            dispatcher.deliver(record, receiver.settlement(record));
        }
        receiver.run(Duration.ofMinutes(2));
        receiver.maxInFlight = 0;
        receiver.run(Duration.ofMinutes(20));
        assertThat(receiver.maxInFlight).isEqualTo(1);
        assertThat(dispatcher.status()).isEqualTo(PushStatus.FAILING);
        assertThat(dispatcher.reason()).isEqualTo("responded 503");
        receiver.run(LONG);

        assertThat(receiver.accepted).hasSize(40);
        assertThat(receiver.requests).hasSizeLessThan(40 + 80);
        assertThat(receiver.changes).containsExactly("failing", "active");
    }

    @Test
    void retry_after_is_honoured_for_the_whole_receiver() {
        var receiver = new SimulatedReceiver(
                1,
                (self, records) -> self.requests.size() == 1
                        ? new PushResponse(429, Duration.ofMinutes(10), "responded 429", "")
                        : status(200));
        var dispatcher = new Dispatcher(rules(1, 50, BatchRule.SINGLE, LONG), receiver);
        deliver(dispatcher, receiver, 1, "a");
        var other = record(1, 0, "b");
        dispatcher.deliver(other, receiver.settlement(other));
        receiver.run(LONG);

        assertThat(receiver.accepted).hasSize(2);
        assertThat(receiver.times.subList(1, 3))
                .allMatch(time -> time >= Duration.ofMinutes(10).toNanos());
    }

    @Test
    void a_receiver_that_is_gone_pauses_the_push_until_it_is_resumed() {
        var receiver = new SimulatedReceiver(1, (self, records) -> status(self.requests.size() == 1 ? 410 : 200));
        var dispatcher = new Dispatcher(rules(8, 50, BatchRule.SINGLE, LONG), receiver);
        deliver(dispatcher, receiver, 3, "k");
        receiver.run(LONG);
        assertThat(dispatcher.status()).isEqualTo(PushStatus.PAUSED);
        assertThat(receiver.received).hasSize(1);

        dispatcher.resume();
        receiver.run(LONG);

        assertThat(receiver.accepted).hasSize(3);
        assertThat(receiver.deadLetters).isEmpty();
    }

    @Test
    void records_of_a_revoked_partition_are_not_sent_any_more() {
        var receiver = new SimulatedReceiver(1, failing(0));
        var dispatcher = new Dispatcher(rules(1, 50, BatchRule.SINGLE, LONG), receiver);
        for (int i = 0; i < 4; i++) {
            var record = record(i % 2, i / 2, "k");
            dispatcher.deliver(record, receiver.settlement(record));
        }
        var revoked = dispatcher.revoke(Set.of(new TopicPartition("orders", 0))).toCompletableFuture();
        assertThat(revoked).isNotDone();
        receiver.run(LONG);

        assertThat(revoked).isDone();
        var places = new HashSet<String>();
        receiver.accepted.forEach(record -> places.add(record.partition() + "@" + record.offset()));
        assertThat(places).containsExactlyInAnyOrder("0@0", "1@0", "1@1");
        assertThat(dispatcher.pending()).isZero();
    }

    @Test
    void a_rate_limit_spreads_records() {
        var receiver = new SimulatedReceiver(1, failing(0));
        var rules = new DeliveryRules(32, 1_000, 1 << 20, 100, 3, REJECTING, BatchRule.SINGLE, retry(LONG));
        var dispatcher = new Dispatcher(rules, receiver);
        for (int i = 0; i < 300; i++) {
            var record = record(0, i, "k" + i);
            dispatcher.deliver(record, receiver.settlement(record));
        }
        receiver.run(LONG);

        var last = Duration.ofNanos(receiver.times.get(299));
        assertThat(last).isBetween(Duration.ofMillis(2_700), Duration.ofMillis(3_300));
    }

    private static void deliver(Dispatcher dispatcher, SimulatedReceiver receiver, int count, String key) {
        for (int i = 0; i < count; i++) {
            var record = record(0, i, key);
            dispatcher.deliver(record, receiver.settlement(record));
        }
    }
}
