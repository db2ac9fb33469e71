package dev.weir.consumers.instance;

import dev.weir.http.RecordJson;
import dev.weir.reading.OffsetTracker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the records that are fetched, and those that are being written to the client.
 *
 * <p>Only written records count as delivered; records that could not be written come first in the next response. Used
 * on one strand.
 */
final class DeliveryTracker {

    /** Of one response, in which the smallest record takes a hundred bytes. */
    private static final int MAX_RECORDS = 10_000;

    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private List<ConsumerRecord<byte[], byte[]>> inFlight;
    private final OffsetTracker offsets = new OffsetTracker();
    private final DeliveryVersion version;

    /**
     * Nothing is fetched yet.
     *
     * @param version numbers the responses
     */
    DeliveryTracker(DeliveryVersion version) {
        this.version = version;
    }

    /** The number of what is delivered; a response without records has it. */
    long handout() {
        return version.current();
    }

    /** The number of the response that is being written. */
    long handoutInFlight() {
        return version.inFlight();
    }

    /** How far the partitions are delivered, processed and committed. */
    OffsetTracker offsets() {
        return offsets;
    }

    /** Adds fetched records. */
    void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(fetched::addLast);
    }

    /** Drops records that no request has come for; the first offset of each partition, to fetch them again. */
    Map<TopicPartition, Long> giveBack() {
        Map<TopicPartition, Long> first = new HashMap<>();
        fetched.forEach(record -> first.putIfAbsent(partition(record), record.offset()));
        fetched.clear();
        return first;
    }

    /** Whether there are no records to write. */
    boolean isEmpty() {
        return fetched.isEmpty();
    }

    /** Whether there are as many records as a request wants. */
    boolean hasBytes(long most) {
        // The record limit is usually reached first; check it before summing sizes.
        if (fetched.size() >= MAX_RECORDS) {
            return true;
        }
        long bytes = 0;
        for (var record : fetched) {
            bytes += RecordJson.size(record);
            if (bytes >= most) {
                return true;
            }
        }
        return false;
    }

    /** Whether a response is being written. */
    boolean isInFlight() {
        return inFlight != null;
    }

    /**
     * A view of the records of the next response: as many as fit, and the first in any case. The others stay for the
     * next one.
     *
     * @param most bytes of keys and values
     */
    List<ConsumerRecord<byte[], byte[]>> next(long most) {
        version.begin();
        inFlight = new ArrayList<>(Math.min(fetched.size(), MAX_RECORDS));
        long bytes = 0;
        while (!fetched.isEmpty()) {
            bytes += RecordJson.size(fetched.peek());
            if ((bytes > most && !inFlight.isEmpty()) || inFlight.size() == MAX_RECORDS) {
                break;
            }
            inFlight.add(fetched.poll());
        }
        return Collections.unmodifiableList(inFlight);
    }

    /** The response was written, or could not be. */
    void settle(boolean isWritten) {
        if (isWritten) {
            for (int i = 0; i < inFlight.size(); i++) {
                if (isLastOfItsRun(i)) {
                    var record = inFlight.get(i);
                    offsets.delivered(partition(record), record.offset() + 1);
                }
            }
        } else {
            for (int i = inFlight.size() - 1; i >= 0; i--) {
                fetched.addFirst(inFlight.get(i));
            }
        }
        inFlight = null;
        version.settle(isWritten);
    }

    /** Kafka's consumer returns many records of a partition, then many of another. */
    private boolean isLastOfItsRun(int index) {
        if (index == inFlight.size() - 1) {
            return true;
        }
        var record = inFlight.get(index);
        var next = inFlight.get(index + 1);
        return record.partition() != next.partition() || !record.topic().equals(next.topic());
    }

    /** Forgets partitions that belong to another member now, or are read from another offset. */
    void forget(Collection<TopicPartition> partitions) {
        fetched.removeIf(record -> partitions.contains(partition(record)));
        boolean isTakenBack = inFlight != null && inFlight.removeIf(record -> partitions.contains(partition(record)));
        if (isTakenBack || offsets.hasUncommittedDeliveries(partitions)) {
            version.revoke();
        }
        offsets.forget(partitions);
    }

    /** Forgets everything. */
    void clear() {
        fetched.clear();
        if (isInFlight() || offsets.hasUncommittedDeliveries()) {
            version.revoke();
        }
        if (isInFlight()) {
            inFlight.clear();
        }
        offsets.clear();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
