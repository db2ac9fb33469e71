package dev.weir.consumers.instance;

import dev.weir.http.EmbeddedFormat;
import dev.weir.http.RecordJson;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Fetches records for the poll of an instance that waits for them. Used on the strand of the instance. */
final class RecordFetcher {

    private static final Duration AT_ONCE = Duration.ZERO;

    /** A client that continues to read comes back in this time. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private static final Duration BUSY = Duration.ofMillis(100);

    private final InstanceMember member;
    private final BoundedReader reader;
    private final DeliveryTracker deliveries;
    private final PendingPoll pending;
    private final EmbeddedFormat format;
    private final ClusterMonitor monitor;
    private final Stopwatch sinceFound;
    private final List<CompletableFuture<Void>> settling = new ArrayList<>();
    private final Set<String> recreated = new TreeSet<>();
    private Failure problem;

    RecordFetcher(
            InstanceMember member,
            BoundedReader reader,
            DeliveryTracker deliveries,
            PendingPoll pending,
            EmbeddedFormat format,
            ClusterMonitor monitor,
            Stopwatch sinceFound) {
        this.member = member;
        this.reader = reader;
        this.deliveries = deliveries;
        this.pending = pending;
        this.format = format;
        this.monitor = monitor;
        this.sinceFound = sinceFound;
    }

    /** Whether a poll waits that could be given records. */
    boolean isHungry() {
        return pending.isThere() && !deliveries.isInFlight();
    }

    /**
     * Polls for the group, and fetches where a poll waits.
     *
     * @param granted called, on any thread, when there is memory to fetch, where there is none now
     */
    void fetch(Runnable granted) {
        if (!member.isOpen()) {
            return;
        }
        try {
            member.poll();
            if (isHungry()) {
                read(granted);
            } else if (!deliveries.isInFlight()) {
                release();
            }
            problem = null;
        } catch (RuntimeException refused) {
            problem = ConsumerFailures.ofRead(refused);
        }
    }

    private void read(Runnable granted) {
        followAssignment();
        boolean more = !deliveries.hasBytes(pending.maxBytes());
        while (more && reader.mayPoll(granted)) {
            var found = reader.poll(pollTimeout());
            deliveries.add(found);
            if (!found.isEmpty()) {
                sinceFound.restart();
            }
            // A record larger than the share comes alone.
            more = !found.isEmpty()
                    && !reader.isFull()
                    && !reader.isWanted()
                    && !deliveries.hasBytes(pending.maxBytes());
        }
    }

    /** Fetched records that no client comes back for hold memory that other readers need. */
    private void release() {
        if (reader.isWaiting()) {
            // Its client may come back before its turn does, and would be the last in the queue again.
            return;
        }
        if (!reader.holds() || reader.isWanted() || sinceFound.exceeds(KEPT)) {
            reader.seek(deliveries.giveBack());
            reader.release();
        }
    }

    /** Reads the partitions of the member, from the offsets that the group or the client says. */
    private void followAssignment() {
        var assignment = member.assignment();
        var read = reader.assignment();
        if (read.equals(assignment)) {
            return;
        }
        reader.retain(assignment);
        Map<TopicPartition, Long> added = new HashMap<>();
        for (var partition : assignment) {
            if (!read.contains(partition)) {
                member.position(partition).ifPresent(offset -> added.put(partition, offset));
            }
        }
        reader.seek(added);
    }

    /** The topics that it reads. */
    Set<String> topics() {
        return reader.topics();
    }

    /** Reads a topic that was created again from its beginning; the response with its next records says so. */
    void restart(String topic) {
        Map<TopicPartition, Long> beginning = new HashMap<>();
        reader.assignment().stream()
                .filter(partition -> partition.topic().equals(topic))
                .forEach(partition -> beginning.put(partition, 0L));
        seek(beginning);
        recreated.add(topic);
    }

    /** Continues at these offsets. */
    void seek(Map<TopicPartition, Long> offsets) {
        deliveries.forget(offsets.keySet());
        reader.seek(offsets);
    }

    /** Forgets all partitions. */
    void clear() {
        deliveries.clear();
        reader.retain(Set.of());
    }

    /** Forgets partitions that are not assigned any more. */
    void forget(Collection<TopicPartition> partitions) {
        deliveries.forget(partitions);
        var kept = new HashSet<>(reader.assignment());
        kept.removeAll(partitions);
        reader.retain(kept);
    }

    /** Closes the reader. */
    void close() {
        reader.close();
    }

    private Duration pollTimeout() {
        return deliveries.isEmpty() && !sinceFound.exceeds(BUSY) ? PollScheduler.SHORT_POLL : AT_ONCE;
    }

    /**
     * Responds to the poll that waits, if there are records or a problem, or its time is up.
     *
     * @param loop polls again when the response is written
     */
    void serve(PollLoop loop) {
        if (!pending.isThere()) {
            return;
        }
        if (isHungry() && !deliveries.isEmpty()) {
            if (!pending.mayRead(reader.topics())) {
                return;
            }
            var body = body(deliveries.next(pending.maxBytes()));
            var poll = pending.take();
            poll.recreated(recreated);
            recreated.clear();
            poll.answer(
                    body,
                    deliveries.handoutInFlight(),
                    written -> loop.run(() -> {
                        settle(written);
                        loop.pollNow();
                    }));
        } else if (problem != null) {
            pending.refuse(problem);
        } else if (monitor.problem().isPresent()) {
            pending.refuse(monitor.problem().get());
        } else if (pending.isOver()) {
            pending.answerNone();
        }
    }

    /** Completes when it is known whether the last response was written. */
    CompletableFuture<Void> settled() {
        var settled = new CompletableFuture<Void>();
        if (deliveries.isInFlight()) {
            settling.add(settled);
        } else {
            settled.complete(null);
        }
        return settled;
    }

    private void settle(boolean written) {
        deliveries.settle(written);
        if (deliveries.isEmpty()) {
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
