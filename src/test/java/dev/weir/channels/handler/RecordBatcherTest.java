package dev.weir.channels.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordBatcherTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> dead = new ConcurrentLinkedQueue<>();
    private final Queue<List<String>> handled = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_full_batch_is_handed_over() {
        var batches = new RecordBatcher(3, LONG, this::handle, vertx);

        add(batches, "a", "b", "c", "d");

        Deadlines.await("the acknowledgements")
                .untilAsserted(() -> assertThat(acknowledged).containsExactlyInAnyOrder("a", "b", "c"));
        assertThat(handled).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void a_partial_batch_is_handed_over_after_the_max_wait_of_its_first_record() {
        var batches = new RecordBatcher(100, Duration.ofMillis(50), this::handle, vertx);

        add(batches, "a", "b");

        Deadlines.await("the acknowledgements")
                .untilAsserted(() -> assertThat(acknowledged).containsExactlyInAnyOrder("a", "b"));
    }

    @Test
    void flush_hands_over_a_partial_batch() {
        var batches = new RecordBatcher(100, LONG, this::handle, vertx);
        add(batches, "a", "b");

        batches.flush().toCompletableFuture().join();

        assertThat(acknowledged).containsExactlyInAnyOrder("a", "b");
        assertThat(batches.flush().toCompletableFuture()).isCompleted();
        assertThat(handled).hasSize(1);
    }

    @Test
    void a_bad_record_does_not_fail_its_neighbours() {
        var batches = new RecordBatcher(4, LONG, this::handle, vertx);

        add(batches, "a", "poison", "c", "d");

        Deadlines.await("the acknowledgements")
                .untilAsserted(() -> assertThat(acknowledged).containsExactly("a", "c", "d"));
        assertThat(dead).containsExactly("poison");
    }

    @Test
    void no_record_is_accepted_while_a_batch_is_in_flight() {
        var free = new CountDownLatch(1);
        var batches = new RecordBatcher(2, LONG, records -> free.await(), vertx);

        var first = batches.add(message("a")).toCompletableFuture();
        var second = batches.add(message("b")).toCompletableFuture();
        var third = batches.add(message("c")).toCompletableFuture();

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(third).isNotDone();
        assertThat(acknowledged).isEmpty();
        free.countDown();
        Deadlines.await("the third record handled").until(third::isDone);
    }

    @Test
    void batches_keep_the_order_of_records() {
        var values = IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        var batches = new RecordBatcher(7, Duration.ofMillis(1), this::handle, vertx);

        values.forEach(value -> add(batches, value));
        batches.flush().toCompletableFuture().join();

        assertThat(handled.stream().flatMap(List::stream)).containsExactlyElementsOf(values);
    }

    @Test
    void the_next_batch_is_handled_after_one_that_cannot_be_acknowledged() {
        var batches = new RecordBatcher(1, LONG, this::handle, vertx);
        var lost = Message.of(record("lost"), () -> CompletableFuture.failedFuture(new IllegalStateException("gone")));

        batches.add(lost).toCompletableFuture().join();
        add(batches, "next");

        Deadlines.await("the acknowledgements")
                .untilAsserted(() -> assertThat(acknowledged).containsExactly("next"));
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        var values = records.stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
        if (values.contains("poison")) {
            throw new IllegalStateException("Cannot handle it");
        }
        handled.add(values);
    }

    private void add(RecordBatcher batches, String... values) {
        for (var value : values) {
            var unused = batches.add(message(value));
        }
    }

    private Message<ConsumerRecord<byte[], byte[]>> message(String value) {
        return Message.of(record(value), () -> note(acknowledged, value), thrown -> note(dead, value));
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        return new ConsumerRecord<>("t", 0, 0, null, value.getBytes(UTF_8));
    }

    private static CompletionStage<Void> note(Queue<String> where, String value) {
        where.add(value);
        return CompletableFuture.completedStage(null);
    }
}
