package dev.weir.stream;

import dev.weir.http.RecordJson;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.LastRecordsSearch;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Strand;
import dev.weir.reading.TopicIds;
import dev.weir.reading.TopicWatch;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * One reader: a consumer of its own, polled when the client has room for more, closed when the client has gone.
 *
 * <p>Everything here happens on the strand. What is fetched ahead is bounded by the budget of all readers, what is
 * written ahead by the connection's own queue; a slow client is merely behind.
 */
final class TopicStream {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final long MAX_OFFSETS_COUNTED = 500_000;

    private static final long MAX_TIMEOUT_MILLIS = 250;

    private final StreamRequest order;
    private final StreamResponse outlet;
    private final StreamRanges spans;
    private final StreamConfig config;
    private final PollScheduler threads;
    private final Strand strand;
    private final Runnable onClose;
    private final TopicWatch watch;

    private final Positions positions = new Positions();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private BoundedReader reader;
    private long sent;
    private long quietLooks;
    private long lastSign = System.nanoTime();
    private long lastNews = System.nanoTime();
    private long lastCheck = System.nanoTime();
    private boolean begun;
    private boolean recreated;
    private boolean waitsForMemory;
    private boolean ending;
    private boolean done;

    TopicStream(
            StreamRequest order,
            StreamResponse outlet,
            StreamRanges spans,
            StreamConfig config,
            PollScheduler threads,
            TopicIds ids,
            Runnable onClose) {
        this.order = order;
        this.outlet = outlet;
        this.spans = spans;
        this.config = config;
        this.threads = threads;
        this.strand = threads.strand(defect -> fail(KafkaFailures.ofRead(defect)));
        this.onClose = onClose;
        watch = new TopicWatch(ids, strand, topic -> recreated = true);
    }

    /** Begins to read; returns at once. */
    void start(Map<TopicPartition, OffsetRange> span, BoundedReader bounded) {
        strand.run(() -> {
            reader = bounded;
            if (order.isCounted(span.size())) {
                var last = new LastRecordsSearch(
                        order.start().value(),
                        OffsetRange.each(span, OffsetRange::earliest),
                        OffsetRange.each(span, OffsetRange::to),
                        MAX_OFFSETS_COUNTED);
                reader.seek(last.from());
                find(last, span);
            } else {
                begin(span);
            }
        });
    }

    private void begin(Map<TopicPartition, OffsetRange> span) {
        lastNews = System.nanoTime();
        seek(OffsetRange.each(span, OffsetRange::from));
        if (order.follow()) {
            var out = page(0);
            span.forEach((partition, range) -> overflow(out, partition, range.skipped()));
            // The client is to know at once that all is well, though there may be nothing to read for long.
            if (out.length() == 0) {
                order.framing().heartbeat(out, positions);
            }
            passOn(out);
        } else {
            ends.putAll(OffsetRange.each(span, OffsetRange::to));
            look();
        }
    }

    /** Looks for the beginning of the last records, and begins there. */
    private void find(LastRecordsSearch last, Map<TopicPartition, OffsetRange> span) {
        if (done) {
            return;
        }
        if (last.open().isEmpty()) {
            reader.retain(Set.of());
            Map<TopicPartition, OffsetRange> found = new HashMap<>();
            last.found()
                    .forEach((partition, offset) ->
                            found.put(partition, span.get(partition).from(offset)));
            begin(found);
            return;
        }
        if (!reader.mayPoll(() -> strand.run(() -> find(last, span)))) {
            lastNews = System.nanoTime();
            return;
        }
        boolean news;
        try {
            var found = reader.poll(AT_ONCE);
            news = !found.isEmpty();
            lastNews = news ? System.nanoTime() : lastNews;
            last.take(found);
            reader.written();
        } catch (OffsetOutOfRangeException overtaken) {
            begin(span);
            return;
        } catch (RuntimeException refused) {
            fail(KafkaFailures.ofRead(refused));
            return;
        }
        if (System.nanoTime() - lastNews > config.stallTimeout().toNanos()) {
            fail(silent());
            return;
        }
        var next = last.next(reader::position);
        reader.retain(last.open());
        reader.seek(next);
        strand.later(news ? AT_ONCE : threads.pollInterval(), () -> find(last, span));
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
            if (ending) {
                close();
                return;
            }
            if (order.follow()) {
                outlet.end(Buffer.buffer(), () -> {});
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
        watch.look(Set.of(order.topic().value()));
        if (recreated) {
            beginAnew();
            return;
        }
        if (!reader.mayPoll(() -> strand.run(this::lookAgain))) {
            waitsForMemory = true;
            keepAlive();
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> found;
        try {
            found = reader.poll(quietLooks == 0 ? PollScheduler.SHORT_POLL : AT_ONCE);
        } catch (OffsetOutOfRangeException overtaken) {
            recover(overtaken.offsetOutOfRangePartitions());
            return;
        } catch (RuntimeException refused) {
            fail(KafkaFailures.ofRead(refused));
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

    private void lookAgain() {
        waitsForMemory = false;
        lastNews = System.nanoTime();
        look();
    }

    private void keepAlive() {
        strand.later(config.heartbeat(), () -> {
            if (!done && waitsForMemory) {
                sign(() -> {});
                keepAlive();
            }
        });
    }

    private void take(Buffer out, ConsumerRecord<byte[], byte[]> record) {
        long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), Long.MAX_VALUE);
        if (record.offset() >= end || sent >= order.limit()) {
            return;
        }
        positions.set(record.partition(), record.offset() + 1);
        if (order.filter().passes(record.key())) {
            order.framing().record(out, record, order.format(), positions, sent == 0);
            sent++;
        }
    }

    private void passOn(Buffer out) {
        if (isComplete()) {
            finish(out);
        } else if (out.length() == 0) {
            reader.written();
            strand.run(this::look);
        } else {
            lastSign = System.nanoTime();
            outlet.write(
                    out,
                    () -> strand.run(() -> {
                        lastNews = System.nanoTime();
                        if (!done) {
                            reader.written();
                        }
                        look();
                    }));
        }
    }

    private boolean isComplete() {
        if (sent >= order.limit()) {
            return true;
        }
        if (!order.follow()) {
            if (ends.entrySet().removeIf(end -> isPast(end.getKey(), end.getValue()))) {
                reader.retain(ends.keySet());
            }
            return ends.isEmpty();
        }
        return false;
    }

    /** Aborted records and marks of transactions are passed over without being seen. */
    private boolean isPast(TopicPartition partition, long end) {
        var position = reader.position(partition);
        return position != null && position >= end;
    }

    private void finish(Buffer out) {
        order.framing().end(out);
        ending = true;
        outlet.end(out, () -> strand.run(this::close));
    }

    private void quiet() {
        long now = System.nanoTime();
        if (!order.follow() && now - lastNews > config.stallTimeout().toNanos()) {
            fail(silent());
        } else if (now - lastSign > config.heartbeat().toNanos()) {
            sign(() -> strand.run(this::look));
        } else {
            long patience = Math.min(
                    1L << Math.min(quietLooks++, 10), threads.pollInterval().toMillis());
            strand.later(Duration.ofMillis(Math.min(patience, MAX_TIMEOUT_MILLIS)), this::look);
        }
    }

    private Failure silent() {
        return Failure.of(Failure.Kind.UNAVAILABLE, "Kafka has stopped sending records of '" + order.topic() + "'");
    }

    private void sign(Runnable more) {
        var out = page(0);
        order.framing().heartbeat(out, positions);
        lastSign = System.nanoTime();
        outlet.write(out, more);
    }

    /**
     * Now and then: a topic can be deleted, of which the consumer says nothing, and it can be given more partitions.
     */
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
                        var failure = KafkaFailures.ofRead(thrown);
                        if (failure.kind() == Failure.Kind.NOT_FOUND) {
                            fail(failure);
                        }
                    } else if (order.partition() == null && count > positions.size()) {
                        widen(count);
                    }
                }));
    }

    private void widen(int count) {
        Map<TopicPartition, Long> added = new HashMap<>();
        for (int partition = positions.size(); partition < count; partition++) {
            added.put(new TopicPartition(order.topic().value(), partition), 0L);
        }
        seek(added);
    }

    /** The client, or Weir, was so slow that the records it was to be given next are gone from the topic. */
    private void recover(Map<TopicPartition, Long> lost) {
        spans.earliest(List.copyOf(lost.keySet()))
                .whenComplete((earliest, thrown) -> strand.run(() -> {
                    if (done) {
                        return;
                    }
                    if (thrown != null) {
                        strand.later(Duration.ofMillis(MAX_TIMEOUT_MILLIS), this::look);
                        return;
                    }
                    if (order.framing() != Framing.EVENTS && sent > 0) {
                        fail(Failure.of(
                                Failure.Kind.UNPROCESSABLE,
                                "Records of '" + order.topic() + "' were deleted before they could be read"));
                        return;
                    }
                    var out = page(0);
                    lost.forEach((partition, offset) -> {
                        long first = earliest.get(partition);
                        seek(Map.of(partition, first));
                        overflow(out, partition, first - offset);
                    });
                    passOn(out);
                }));
    }

    /**
     * The topic was deleted, and there is another one of its name: its offsets have nothing to do with those before.
     */
    private void beginAnew() {
        if (order.framing() != Framing.EVENTS) {
            fail(Failure.of(
                    Failure.Kind.CONFLICT,
                    "Topic '" + order.topic() + "' was deleted and made again while it was read"));
            return;
        }
        recreated = false;
        spans.partitionsNow(order.topic())
                .whenComplete((count, thrown) -> strand.run(() -> {
                    if (done) {
                        return;
                    }
                    if (thrown != null) {
                        recreated = true;
                        strand.later(Duration.ofMillis(MAX_TIMEOUT_MILLIS), this::look);
                        return;
                    }
                    reader.retain(Set.of());
                    positions.clear();
                    Map<TopicPartition, Long> from = new HashMap<>();
                    for (int partition = 0; partition < count; partition++) {
                        if (order.partition() == null || order.partition() == partition) {
                            from.put(new TopicPartition(order.topic().value(), partition), 0L);
                        }
                    }
                    seek(from);
                    var out = page(0);
                    Framing.recreated(out, positions);
                    passOn(out);
                }));
    }

    private void seek(Map<TopicPartition, Long> offsets) {
        reader.seek(offsets);
        offsets.forEach((partition, offset) -> positions.set(partition.partition(), offset));
    }

    private void overflow(Buffer out, TopicPartition partition, long skipped) {
        if (order.framing() == Framing.EVENTS && skipped > 0) {
            Framing.overflow(out, partition.partition(), skipped);
        }
    }

    /** A piece of the answer; the first one has what stands before all records. */
    private Buffer page(int size) {
        var out = Buffer.buffer(size);
        if (!begun) {
            begun = true;
            order.framing().begin(out, positions);
        }
        return out;
    }

    private void fail(Failure failure) {
        outlet.fail(failure, order.framing());
        close();
    }

    private void close() {
        if (!done) {
            done = true;
            if (reader != null) {
                reader.close();
            }
            strand.close();
            onClose.run();
        }
    }

    private static int estimate(List<ConsumerRecord<byte[], byte[]>> found) {
        int size = 0;
        for (var record : found) {
            size += RecordJson.estimate(record);
        }
        return size;
    }
}
