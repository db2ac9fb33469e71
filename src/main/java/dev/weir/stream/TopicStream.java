package dev.weir.stream;

import dev.weir.http.RecordJson;
import dev.weir.kafka.Answers;
import dev.weir.kafka.ReadingThreads;
import dev.weir.kafka.Strand;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One reader: a consumer of its own, polled when the client has room for more, closed when the client has gone.
 *
 * <p>Everything here happens on the strand. What is fetched ahead is bounded by the consumer's settings, what is written
 * ahead by the connection's own queue; a slow client is merely behind.
 */
final class TopicStream {

    private static final Duration AT_ONCE = Duration.ZERO;

    private static final long MOST_PATIENT_MILLIS = 250;

    private final ReadOrder order;
    private final Outlet outlet;
    private final Spans spans;
    private final StreamConfig config;
    private final ReadingThreads threads;
    private final Strand strand;
    private final Runnable onClose;

    private final Positions positions = new Positions();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Consumer<byte[], byte[]> consumer;
    private long sent;
    private long quietLooks;
    private long lastSign = System.nanoTime();
    private long lastNews = System.nanoTime();
    private long lastCheck = System.nanoTime();
    private boolean begun;
    private boolean done;

    TopicStream(
            ReadOrder order,
            Outlet outlet,
            Spans spans,
            StreamConfig config,
            ReadingThreads threads,
            Runnable onClose) {
        this.order = order;
        this.outlet = outlet;
        this.spans = spans;
        this.config = config;
        this.threads = threads;
        this.strand = threads.strand(defect -> fail(Answers.toQuestion(defect)));
        this.onClose = onClose;
    }

    /** Begins to read; returns at once. */
    void start(Span span, Supplier<Consumer<byte[], byte[]>> opening) {
        strand.run(() -> {
            try {
                consumer = opening.get();
            } catch (RuntimeException refused) {
                fail(Answers.toQuestion(refused));
                return;
            }
            consumer.assign(span.from().keySet());
            span.from().forEach(this::seek);
            if (order.follow()) {
                var out = page(0);
                span.skipped().forEach((partition, count) -> overflow(out, partition, count));
                // The client is to know at once that all is well, though there may be nothing to read for long.
                if (out.length() == 0) {
                    order.shape().heartbeat(out, positions);
                }
                passOn(out);
            } else {
                ends.putAll(span.to());
                look();
            }
        });
    }

    /** The client has gone. From any thread. */
    void abandon() {
        strand.run(this::close);
    }

    /** Weir is stopping: who follows is let go, who waits for an end that will not come is cut off. From any thread. */
    void stop() {
        strand.run(() -> {
            if (done) {
                return;
            }
            if (order.follow()) {
                outlet.end(Buffer.buffer());
            } else {
                outlet.breakOff();
            }
            close();
        });
    }

    private void look() {
        if (done) {
            return;
        }
        checkTopic();
        ConsumerRecords<byte[], byte[]> found;
        try {
            found = consumer.poll(quietLooks == 0 ? ReadingThreads.A_MOMENT : AT_ONCE);
        } catch (OffsetOutOfRangeException overtaken) {
            recover(overtaken.offsetOutOfRangePartitions());
            return;
        } catch (RuntimeException refused) {
            fail(Answers.toQuestion(refused));
            return;
        }
        if (found.isEmpty()) {
            if (isComplete()) {
                finish(page(0));
            } else {
                quiet();
            }
            return;
        }
        var out = page(estimate(found));
        for (var record : found) {
            take(out, record);
        }
        lastNews = System.nanoTime();
        quietLooks = 0;
        passOn(out);
    }

    private void take(Buffer out, ConsumerRecord<byte[], byte[]> record) {
        long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), Long.MAX_VALUE);
        if (record.offset() >= end || sent >= order.limit()) {
            return;
        }
        positions.set(record.partition(), record.offset() + 1);
        if (order.filter().passes(record.key())) {
            order.shape().record(out, record, order.format(), positions, sent == 0);
            sent++;
        }
    }

    private void passOn(Buffer out) {
        if (isComplete()) {
            finish(out);
        } else if (out.length() == 0) {
            strand.run(this::look);
        } else {
            lastSign = System.nanoTime();
            outlet.write(
                    out,
                    () -> strand.run(() -> {
                        lastNews = System.nanoTime();
                        look();
                    }));
        }
    }

    private boolean isComplete() {
        if (sent >= order.limit()) {
            return true;
        }
        if (!order.follow()) {
            ends.entrySet().removeIf(end -> isPast(end.getKey(), end.getValue()));
            return ends.isEmpty();
        }
        return false;
    }

    /** Aborted records and marks of transactions are passed over without being seen. */
    private boolean isPast(TopicPartition partition, long end) {
        try {
            if (consumer.position(partition, AT_ONCE) < end) {
                return false;
            }
        } catch (TimeoutException notNow) {
            return false;
        }
        consumer.pause(Set.of(partition));
        return true;
    }

    private void finish(Buffer out) {
        order.shape().end(out);
        outlet.end(out);
        close();
    }

    private void quiet() {
        long now = System.nanoTime();
        if (!order.follow() && now - lastNews > config.stall().toNanos()) {
            fail(Failure.of(Failure.Kind.UNAVAILABLE, "Kafka has stopped sending records of '" + order.topic() + "'"));
        } else if (now - lastSign > config.heartbeat().toNanos()) {
            var out = page(0);
            order.shape().heartbeat(out, positions);
            lastSign = now;
            outlet.write(out, () -> strand.run(this::look));
        } else {
            long patience =
                    Math.min(1L << Math.min(quietLooks++, 10), threads.rest().toMillis());
            strand.later(Duration.ofMillis(Math.min(patience, MOST_PATIENT_MILLIS)), this::look);
        }
    }

    /** Now and then: a topic can be deleted, of which the consumer says nothing, and it can be given more partitions. */
    private void checkTopic() {
        long now = System.nanoTime();
        if (!order.follow() || now - lastCheck < config.heartbeat().toNanos()) {
            return;
        }
        lastCheck = now;
        spans.partitions(order.topic())
                .whenComplete((count, thrown) -> strand.run(() -> {
                    if (done) {
                        return;
                    }
                    if (thrown != null) {
                        var failure = Answers.toQuestion(thrown);
                        if (failure.kind() == Failure.Kind.NOT_FOUND) {
                            fail(failure);
                        }
                    } else if (order.partition() == null && count > positions.size()) {
                        widen(count);
                    }
                }));
    }

    private void widen(int count) {
        var partitions = new HashSet<>(consumer.assignment());
        int known = positions.size();
        for (int partition = known; partition < count; partition++) {
            partitions.add(new TopicPartition(order.topic().value(), partition));
        }
        consumer.assign(partitions);
        for (int partition = known; partition < count; partition++) {
            seek(new TopicPartition(order.topic().value(), partition), 0L);
        }
    }

    /** The client, or Weir, was so slow that the records it was to be given next are gone from the topic. */
    private void recover(Map<TopicPartition, Long> lost) {
        spans.earliest(List.copyOf(lost.keySet()))
                .whenComplete((earliest, thrown) -> strand.run(() -> {
                    if (done) {
                        return;
                    }
                    if (thrown != null) {
                        strand.later(Duration.ofMillis(MOST_PATIENT_MILLIS), this::look);
                        return;
                    }
                    if (order.shape() != Shape.EVENTS && sent > 0) {
                        fail(Failure.of(
                                Failure.Kind.UNPROCESSABLE,
                                "Records of '" + order.topic() + "' were deleted before they could be read"));
                        return;
                    }
                    var out = page(0);
                    lost.forEach((partition, offset) -> {
                        long first = earliest.get(partition);
                        seek(partition, first);
                        overflow(out, partition, first - offset);
                    });
                    passOn(out);
                }));
    }

    private void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        positions.set(partition.partition(), offset);
    }

    private void overflow(Buffer out, TopicPartition partition, long skipped) {
        if (order.shape() == Shape.EVENTS && skipped > 0) {
            Shape.overflow(out, partition.partition(), skipped);
        }
    }

    /** A piece of the answer; the first one has what stands before all records. */
    private Buffer page(int size) {
        var out = Buffer.buffer(size);
        if (!begun) {
            begun = true;
            order.shape().begin(out, positions);
        }
        return out;
    }

    private void fail(Failure failure) {
        outlet.fail(failure, order.shape());
        close();
    }

    private void close() {
        if (!done) {
            done = true;
            if (consumer != null) {
                // Nothing is to be told to the broker that it would not find out itself.
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
            strand.close();
            onClose.run();
        }
    }

    private static int estimate(ConsumerRecords<byte[], byte[]> found) {
        int size = 0;
        for (var record : found) {
            size += RecordJson.estimate(record);
        }
        return size;
    }
}
