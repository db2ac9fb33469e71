package dev.weir.consumers;

import dev.weir.http.EmbeddedFormat;
import dev.weir.http.RecordJson;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Strand;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Brings records from an instance's consumer to the poll that waits for them. Used on the instance's strand. */
final class RecordFetcher {

    private static final Duration AT_ONCE = Duration.ZERO;
    /** A client that reads on comes back in this time. */
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long BUSY_NANOS = Duration.ofMillis(100).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final BoundedReader reader;
    private final DeliveryTracker handout;
    private final PendingPoll waiting;
    private final EmbeddedFormat format;
    private final ClusterMonitor pulse;
    private final List<CompletableFuture<Void>> settling = new ArrayList<>();
    private final Set<String> recreated = new TreeSet<>();
    private Failure problem;
    private long lastFound = System.nanoTime() - BUSY_NANOS;

    RecordFetcher(
            Consumer<byte[], byte[]> consumer,
            BoundedReader reader,
            DeliveryTracker handout,
            PendingPoll waiting,
            EmbeddedFormat format,
            ClusterMonitor pulse) {
        this.consumer = consumer;
        this.reader = reader;
        this.handout = handout;
        this.waiting = waiting;
        this.format = format;
        this.pulse = pulse;
    }

    /** Whether there is anything to read. */
    boolean isOpen() {
        return !(consumer.subscription().isEmpty() && consumer.assignment().isEmpty());
    }

    /** Whether somebody waits who could be given records. */
    boolean isHungry() {
        return waiting.isThere() && !handout.isInFlight();
    }

    /**
     * Without somebody hungry it reads nothing, and still does what a member of a group has to do.
     *
     * @param granted called, on any thread, when there is memory to fetch, where there is not now
     */
    void fetch(Runnable granted) {
        if (!isOpen()) {
            return;
        }
        try {
            consumer.pause(consumer.assignment());
            // It never fetches, and brings nothing: see Rebalance.
            consumer.poll(AT_ONCE);
            if (isHungry()) {
                read(granted);
            } else if (!handout.isInFlight()) {
                rest();
            }
            problem = null;
        } catch (RuntimeException refused) {
            problem = ConsumerFailures.ofRead(refused);
        }
    }

    private void read(Runnable granted) {
        follow();
        boolean more = !handout.hasBytes(waiting.maxBytes());
        while (more && reader.mayPoll(granted)) {
            var found = reader.poll(patience());
            handout.add(found);
            if (!found.isEmpty()) {
                lastFound = System.nanoTime();
            }
            // What is larger than its share comes alone.
            more = !found.isEmpty() && !reader.isFull() && !reader.isWanted() && !handout.hasBytes(waiting.maxBytes());
        }
    }

    /** Whoever does not come back for what was fetched holds the memory of others. */
    private void rest() {
        if (reader.isWaiting()) {
            // Its client may come back before its turn does, and it would be the last in line again.
            return;
        }
        if (!reader.holds() || reader.isWanted() || System.nanoTime() - lastFound > KEPT_NANOS) {
            reader.seek(handout.giveBack());
            reader.release();
        }
    }

    /** Reads what the member has, from where the group or the client says. */
    private void follow() {
        var assignment = consumer.assignment();
        var read = reader.assignment();
        if (read.equals(assignment)) {
            return;
        }
        reader.retain(assignment);
        Map<TopicPartition, Long> added = new HashMap<>();
        for (var partition : assignment) {
            if (!read.contains(partition)) {
                position(partition).ifPresent(offset -> added.put(partition, offset));
            }
        }
        reader.seek(added);
    }

    private Optional<Long> position(TopicPartition partition) {
        try {
            return Optional.of(consumer.position(partition, AT_ONCE));
        } catch (TimeoutException notNow) {
            return Optional.empty();
        }
    }

    /** The partitions that it has begun to read. */
    Set<TopicPartition> partitions() {
        return reader.assignment();
    }

    /** The topics that it has begun to read. */
    Set<String> topics() {
        return reader.topics();
    }

    /** Reads all that there is of a topic that was made again, and says so with the next records. */
    void beginAnew(String topic, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginning = new HashMap<>();
        partitions.forEach(partition -> beginning.put(partition, 0L));
        reader.seek(beginning);
        recreated.add(topic);
    }

    /** Goes on from these offsets. */
    void seek(Map<TopicPartition, Long> offsets) {
        reader.seek(offsets);
    }

    /** Partitions belong to others now. */
    void forget(Collection<TopicPartition> partitions) {
        var kept = new HashSet<>(reader.assignment());
        kept.removeAll(partitions);
        reader.retain(kept);
    }

    /** Lets go of everything. */
    void close() {
        reader.close();
    }

    private Duration patience() {
        return handout.isEmpty() && System.nanoTime() - lastFound < BUSY_NANOS ? PollScheduler.SHORT_POLL : AT_ONCE;
    }

    /**
     * Answers who waits, if there is anything to say.
     *
     * @param strand on which is heard what became of the answer
     * @param settled called then
     */
    void serve(Strand strand, Runnable settled) {
        if (!waiting.isThere()) {
            return;
        }
        if (isHungry() && !handout.isEmpty()) {
            var body = body(handout.next(waiting.maxBytes()));
            var poll = waiting.take();
            poll.recreated(recreated);
            recreated.clear();
            poll.answer(
                    body,
                    written -> strand.run(() -> {
                        settle(written);
                        settled.run();
                    }));
        } else if (problem != null) {
            waiting.refuse(problem);
        } else if (pulse.problem().isPresent()) {
            waiting.refuse(pulse.problem().get());
        } else if (waiting.isOver()) {
            waiting.answerNone();
        }
    }

    /** Completes when what became of the last answer is known. */
    CompletableFuture<Void> settled() {
        var settled = new CompletableFuture<Void>();
        if (handout.isInFlight()) {
            settling.add(settled);
        } else {
            settled.complete(null);
        }
        return settled;
    }

    private void settle(boolean written) {
        handout.settle(written);
        if (handout.isEmpty()) {
            reader.written();
        }
        settling.forEach(waits -> waits.complete(null));
        settling.clear();
    }

    private Buffer body(List<ConsumerRecord<byte[], byte[]>> records) {
        var body = Buffer.buffer(records.stream().mapToInt(RecordJson::estimate).sum() + 2);
        body.appendByte((byte) '[');
        boolean first = true;
        for (var record : records) {
            if (!first) {
                body.appendByte((byte) ',');
            }
            RecordJson.append(body, record, format);
            first = false;
        }
        return body.appendByte((byte) ']');
    }
}
