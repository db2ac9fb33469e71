package dev.weir.reading.tail;

import static dev.weir.testing.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.FetchBudget;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.TopicIds;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class TailsTest {

    private static final AtomicInteger READERS = new AtomicInteger();

    @Inject
    ConsumerFactory consumers;

    @Inject
    FetchBudget budget;

    @Inject
    PollScheduler scheduler;

    @Inject
    TopicIds ids;

    @Inject
    TopicMetadataCache topics;

    private final List<TailCursor> joined = new ArrayList<>();
    private Tails tails;

    @BeforeEach
    void create() {
        tails = new Tails(
                budget,
                () -> consumers.reader(
                        "weir-tails-test-" + READERS.incrementAndGet(),
                        Map.of("isolation.level", "read_committed", "auto.offset.reset", "none"),
                        64 * 1024),
                topics,
                scheduler,
                ids,
                Duration.ofSeconds(1));
    }

    @AfterEach
    void leave() {
        joined.forEach(tails::leave);
        Deadlines.await("the tails to end").until(() -> tails.count() == 0);
    }

    @Test
    void all_followers_get_the_batches_of_one_tail(TestTopic topic) {
        var one = join(topic, true, 0);
        var other = join(topic, true, 0);
        assertThat(tails.count()).isEqualTo(1);

        send(topic, 0, "a", "b");

        assertThat(values(one, 2)).containsExactly("a", "b");
        assertThat(values(other, 2)).containsExactly("a", "b");
        assertThat(one.positions()).isEqualTo(positions(topic, 2));
        assertThat(one.isLost()).isFalse();
        assertThat(one.hasNews()).isFalse();
    }

    @Test
    void a_follower_that_joins_late_has_the_records_from_its_position_on(TestTopic topic) {
        var first = join(topic, true, 0);
        send(topic, 0, "a", "b", "c");
        assertThat(values(first, 3)).hasSize(3);

        var late = join(topic, false, 1);

        assertThat(late.hasNews()).isTrue();
        assertThat(late.takeMissed()).extracting(TailsTest::value).containsExactly("b", "c");
        assertThat(late.takeMissed()).isEmpty();
        assertThat(late.positions()).isEqualTo(positions(topic, 3));
        send(topic, 0, "d");
        assertThat(values(late, 1)).containsExactly("d");
    }

    @Test
    void a_follower_that_is_ahead_of_the_tail_skips_what_it_has(@Partitions(2) TestTopic topic) {
        send(topic, 0, "a", "b");
        var first = join(topic, true, 0, 0);

        // Both are at the same tail, whether it has read the first records by now or not.
        var ahead = join(topic, true, 2, 0);
        send(topic, 1, "c");

        assertThat(values(first, 3)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(values(ahead, 1)).containsExactly("c");
        assertThat(ahead.isAligned()).isTrue();
        assertThat(ahead.positions()).isEqualTo(positions(topic, 2, 1));
        assertThat(tails.count()).isEqualTo(1);
    }

    @Test
    void a_follower_whose_next_batch_is_dropped_is_lost_at_its_position(TestTopic topic) {
        var fast = join(topic, true, 0);
        var slow = join(topic, true, 0);
        send(topic, 0, "a");
        assertThat(values(slow, 1)).containsExactly("a");
        assertThat(values(fast, 1)).containsExactly("a");

        for (int i = 0; i < 20; i++) {
            send(topic, 0, "x".repeat(20_000));
            assertThat(values(fast, 1)).hasSize(1);
        }

        assertThat(slow.isLost()).isTrue();
        assertThat(slow.next()).isNull();
        assertThat(slow.failure()).isNull();
        assertThat(slow.positions()).isEqualTo(positions(topic, 1));
        assertThat(tails.join(key(topic), slow.positions(), true, () -> {}))
                .as("a dropped batch is read alone")
                .isNull();
    }

    @Test
    void a_follower_far_from_the_end_begins_no_tail(TestTopic topic) {
        assertThat(tails.join(key(topic), positions(topic, 0), false, () -> {})).isNull();
        send(topic, 0, "a");
        var behind = join(topic, true, 0);

        assertThat(tails.join(key(topic), positions(topic, 6_000), false, () -> {}))
                .as("the tail is far behind")
                .isNull();
        assertThat(values(behind, 1)).containsExactly("a");
    }

    @Test
    void a_tail_without_memory_for_its_consumer_is_refused(TestTopic topic) {
        int taken = 0;
        try {
            while (true) {
                budget.enter(1);
                taken++;
            }
        } catch (Failure full) {
            assertThatThrownBy(() -> join(topic, true, 0)).isInstanceOf(Failure.class);
        } finally {
            budget.leave(taken);
        }
    }

    @Test
    void followers_with_an_equal_key_share_a_result() {
        var batch = new TailBatch(List.of(), Map.of(), Map.of(), false, 0);
        var made = new AtomicInteger();

        for (int i = 0; i < 10; i++) {
            for (var key : List.of("a", "b", "c")) {
                assertThat(batch.<String>shared(key, () -> key + made.incrementAndGet()))
                        .startsWith(key);
            }
        }

        assertThat(made).hasValue(3);
        assertThat(batch.<Integer>shared("d", made::incrementAndGet)).isEqualTo(4);
        assertThat(batch.<Integer>shared("d", made::incrementAndGet))
                .as("not kept")
                .isEqualTo(5);
    }

    private TailCursor join(TestTopic topic, boolean isNearEnd, long... offsets) {
        var cursor = tails.join(key(topic), positions(topic, offsets), isNearEnd, () -> {});
        assertThat(cursor).isNotNull();
        joined.add(cursor);
        return cursor;
    }

    private static TailKey key(TestTopic topic) {
        return new TailKey(new TopicName(topic.name()), null);
    }

    private static Map<TopicPartition, Long> positions(TestTopic topic, long... offsets) {
        return IntStream.range(0, offsets.length)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic.name(), partition), partition -> offsets[partition]));
    }

    /** The values of the next records that are new to a follower. */
    private static List<String> values(TailCursor cursor, int count) {
        List<String> values = new ArrayList<>();
        cursor.takeMissed().forEach(record -> values.add(value(record)));
        Deadlines.await(count + " records").until(() -> {
            for (var batch = cursor.next(); batch != null; batch = cursor.next()) {
                batch.records().stream().filter(cursor::isNew).forEach(record -> values.add(value(record)));
                cursor.align();
            }
            return values.size() >= count;
        });
        return values;
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8).replace("\"", "");
    }
}
