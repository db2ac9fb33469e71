package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.MediaTypes;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The five use cases of ordered and unordered work, with consumer instances. */
@ExtendWith(OwnTopic.class)
abstract class UseCasesScenarios {

    @Test
    void u1_any_order_the_work_is_shared_and_all_of_it_done_once(@Partitions(3) TestTopic topic) {
        try (var one = RestConsumer.text("u1").subscribe(topic);
                var two = RestConsumer.text("u1").subscribe(topic);
                var three = RestConsumer.text("u1").subscribe(topic)) {
            var workers = List.of(one, two, three);
            workers.forEach(worker -> worker.awaitPartitions(topic, 1));

            send(topic, 30, i -> "k" + i, i -> "\"partition\":" + i % 3);

            List<String> done = new ArrayList<>();
            workers.forEach(worker -> done.addAll(worker.values(10)));
            assertThat(done).containsExactlyInAnyOrderElementsOf(values(0, 30));
        }
    }

    @Test
    void u2_strict_order_with_one_partition_and_a_standby_that_takes_over(TestTopic topic) {
        try (var active = RestConsumer.text("u2").subscribe(topic)) {
            active.awaitPartitions(topic, 1);
            try (var standby = RestConsumer.text("u2").subscribe(topic)) {
                send(topic, 10, i -> "k" + i, i -> "\"partition\":0");
                assertThat(active.values(10)).isEqualTo(values(0, 10));
                active.end();

                standby.awaitPartitions(topic, 1);
                send(topic, 3, i -> "k" + i, i -> "\"partition\":0");
                assertThat(standby.values(3)).isEqualTo(values(0, 3));
            }
        }
    }

    @Test
    void u3_order_for_each_key(@Partitions(3) TestTopic topic) {
        send(topic, 60, i -> "k" + i % 5, i -> "\"headers\":[]");
        try (var consumer = RestConsumer.text("u3").subscribe(topic)) {
            Map<Object, List<String>> byKey = new TreeMap<>();
            int[] seen = {0};
            RestConsumer.await(() -> {
                consumer.records("?timeout=500").forEach(record -> {
                    seen[0]++;
                    byKey.computeIfAbsent(record.get("key"), key -> new ArrayList<>())
                            .add((String) record.get("value"));
                });
                return seen[0] >= 60;
            });
            assertThat(byKey).hasSize(5);
            for (int key = 0; key < 5; key++) {
                int first = key;
                assertThat(byKey.get("k" + key))
                        .isEqualTo(IntStream.range(0, 12)
                                .mapToObj(i -> "r" + (first + 5 * i))
                                .toList());
            }
        }
    }

    @Test
    void u4_some_records_are_for_one_consumer_only(@Partitions(3) TestTopic topic) {
        try (var vip = RestConsumer.text("u4").assign(topic, 2);
                var rest = RestConsumer.text("u4").assign(topic, 0, 1)) {
            send(topic, 9, i -> "k" + i, i -> "\"partition\":" + i % 3);

            assertThat(vip.values(3)).containsExactly("r2", "r5", "r8");
            assertThat(rest.values(6)).containsExactlyInAnyOrder("r0", "r1", "r3", "r4", "r6", "r7");
        }
    }

    @Test
    void u5_slow_ordered_work_does_not_hold_up_fast_work(@Partitions(3) TestTopic topic) {
        try (var slow = RestConsumer.text("u5-slow").assign(topic, 0);
                var fast = RestConsumer.text("u5-fast").assign(topic, 1, 2)) {
            send(topic, 30, i -> "k" + i, i -> "\"partition\":" + i % 3);

            assertThat(slow.records("?timeout=20000&max_bytes=2")).hasSize(1);
            assertThat(fast.values(20)).hasSize(20);
            assertThat(slow.values(9))
                    .isEqualTo(IntStream.range(1, 10).mapToObj(i -> "r" + 3 * i).toList());
        }
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "r" + i).toList();
    }

    private static void send(
            TestTopic topic, int count, Function<Integer, String> key, Function<Integer, String> more) {
        var records = IntStream.range(0, count)
                .mapToObj(i -> "{\"key\":\"%s\",\"value\":\"r%d\",%s}".formatted(key.apply(i), i, more.apply(i)))
                .toList();
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[" + String.join(",", records) + "]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);
    }
}
