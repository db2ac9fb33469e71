package dev.weir.consumers;

import dev.weir.http.RecordJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps apart what was fetched, what is being written to the client, what was written, and what is processed.
 *
 * <p>Only what was written counts as read; what could not be written is written next time. Used on one strand.
 */
final class DeliveryTracker {

    /** Of one answer, in which the smallest record takes a hundred bytes. */
    private static final int MAX_RECORDS = 10_000;

    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private List<ConsumerRecord<byte[], byte[]>> inFlight;
    private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> processed = new HashMap<>();

    /** Takes in what a poll of Kafka has brought. */
    void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(fetched::addLast);
    }

    /** Lets go of what nobody comes for; the first offset of each partition of it, to be read from again. */
    Map<TopicPartition, Long> giveBack() {
        Map<TopicPartition, Long> first = new HashMap<>();
        fetched.forEach(record -> first.putIfAbsent(partition(record), record.offset()));
        fetched.clear();
        return first;
    }

    /** Whether there is nothing to hand out. */
    boolean isEmpty() {
        return fetched.isEmpty();
    }

    /** Whether there is as much to hand out as asked for. */
    boolean hasBytes(long most) {
        // Mostly there are as many records as it takes long before their sizes are of interest.
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

    /** Whether an answer is being written. */
    boolean isInFlight() {
        return inFlight != null;
    }

    /**
     * What is to be written now: as much as fits, and the first in any case. The rest stays for the next time.
     *
     * @param most bytes of keys and values
     */
    List<ConsumerRecord<byte[], byte[]>> next(long most) {
        inFlight = new ArrayList<>();
        long bytes = 0;
        while (!fetched.isEmpty()) {
            bytes += RecordJson.size(fetched.peek());
            if ((bytes > most && !inFlight.isEmpty()) || inFlight.size() == MAX_RECORDS) {
                break;
            }
            inFlight.add(fetched.poll());
        }
        return List.copyOf(inFlight);
    }

    /** Says what became of the answer. */
    void settle(boolean isWritten) {
        if (isWritten) {
            for (int i = 0; i < inFlight.size(); i++) {
                if (isLastOfItsRun(i)) {
                    var record = inFlight.get(i);
                    written.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
                }
            }
        } else {
            for (int i = inFlight.size() - 1; i >= 0; i--) {
                fetched.addFirst(inFlight.get(i));
            }
        }
        inFlight = null;
    }

    /** Kafka's consumer brings many records of a partition, then many of another. */
    private boolean isLastOfItsRun(int index) {
        if (index == inFlight.size() - 1) {
            return true;
        }
        var record = inFlight.get(index);
        var next = inFlight.get(index + 1);
        return record.partition() != next.partition() || !record.topic().equals(next.topic());
    }

    /** Forgets partitions that belong to another member now, or are read from another place. */
    void forget(Collection<TopicPartition> partitions) {
        fetched.removeIf(record -> partitions.contains(partition(record)));
        if (inFlight != null) {
            inFlight.removeIf(record -> partitions.contains(partition(record)));
        }
        written.keySet().removeAll(partitions);
        processed.keySet().removeAll(partitions);
    }

    /** Forgets everything. */
    void clear() {
        fetched.clear();
        if (inFlight != null) {
            inFlight.clear();
        }
        written.clear();
        processed.clear();
    }

    /** The client has shown, by coming again, that it is done with all that it was given. */
    void process() {
        processed.putAll(written);
    }

    /** The next offset of each partition behind what was written. */
    Map<TopicPartition, OffsetAndMetadata> written() {
        return Map.copyOf(written);
    }

    /** The next offset of each partition behind what is processed. */
    Map<TopicPartition, OffsetAndMetadata> processed() {
        return Map.copyOf(processed);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
