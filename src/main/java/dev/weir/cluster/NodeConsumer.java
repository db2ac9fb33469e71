package dev.weir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.reading.Stopwatch;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The member of the group of nodes: reads the partitions that the group assigns to it, from their beginning, and owns
 * each of them once it is read to its end. Used on one thread, but for the methods that ask.
 */
final class NodeConsumer implements ConsumerRebalanceListener {

    /** Header of each state: the run of the node that has written it. */
    static final String WRITER = "weir-node";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private final ClusterSettings settings;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final OwnershipListener listener;
    private final String ownId;
    private final Ticker ticker;
    private final Consumer<Duration> takeOvers;
    private final ContactLease lease;
    private final Map<Integer, OwnedPartition> loading = new HashMap<>();
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private volatile boolean joined;
    private volatile String memberId = "";

    /**
     * A consumer that has not joined.
     *
     * @param ownId of this run of this node, as in the header of the states that it writes
     * @param takeOvers told how long each take-over of a partition took
     */
    NodeConsumer(
            ClusterSettings settings,
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            OwnershipListener listener,
            String ownId,
            Ticker ticker,
            Consumer<Duration> takeOvers) {
        this.settings = settings;
        this.consumer = consumer;
        this.listener = listener;
        this.ownId = ownId;
        this.ticker = ticker;
        this.takeOvers = takeOvers;
        lease = ContactLease.of(consumer, ticker);
        consumer.subscribe(Set.of(settings.topic().value()), this);
    }

    /** Whether the group has accepted this node, and Kafka still answers it. */
    boolean isMember() {
        return joined && lease.isHeld();
    }

    boolean owns(int partition) {
        return owned.contains(partition) && lease.isHeld();
    }

    /** The partitions that are owned now. */
    Set<Integer> owned() {
        return lease.isHeld() ? Set.copyOf(owned) : Set.of();
    }

    /** The id of this member in the group, by which the other nodes know it; empty before it has joined. */
    String memberId() {
        return memberId;
    }

    /** Polls once, and does what follows from it. */
    void poll() {
        for (var record : consumer.poll(POLL)) {
            read(record);
        }
        if (lease.isHeld()) {
            finishLoading();
        } else {
            endLease();
        }
    }

    /** Gives up everything, and leaves the group. */
    void leave() {
        giveUp(owned);
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        memberId = consumer.groupMetadata().memberId();
        boolean whole = !lease.isHeld();
        lease.renew();
        begin(whole ? consumer.assignment() : partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        giveUp(numbers(partitions));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lose(numbers(partitions));
    }

    private void begin(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            consumer.seekToBeginning(partitions);
        }
        partitions.forEach(at -> loading.put(at.partition(), new OwnedPartition(new Stopwatch(ticker))));
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key() == null ? "" : new String(record.key(), UTF_8);
        var partition = loading.get(record.partition());
        if (partition != null) {
            partition.put(key, record.value());
        } else if (owned.contains(record.partition()) && !isOwn(record)) {
            guarded(() -> listener.writtenByOther(record.partition(), key, record.value()));
        }
    }

    private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
        var writer = record.headers().lastHeader(WRITER);
        return writer != null && ownId.equals(new String(writer.value(), UTF_8));
    }

    private void finishLoading() {
        if (loading.isEmpty()) {
            return;
        }
        try {
            findEnds();
        } catch (TimeoutException notNow) {
            Log.debugf("The end of a partition of '%s' is not known yet", settings.topic());
            return;
        }
        Set<Integer> taken = new TreeSet<>();
        int instances = 0;
        var slowest = Duration.ZERO;
        for (var entry : List.copyOf(loading.entrySet())) {
            if (isRead(entry.getKey(), entry.getValue())) {
                var partition = loading.remove(entry.getKey());
                instances += partition.states().size();
                guarded(() -> listener.takeOver(entry.getKey(), partition.states()));
                owned.add(entry.getKey());
                taken.add(entry.getKey());
                slowest = partition.sinceAssigned().elapsed();
                takeOvers.accept(slowest);
            }
        }
        if (!taken.isEmpty()) {
            Log.infof(
                    "Node %s of cluster '%s' took over %s of '%s' with %d instances after %d ms",
                    settings.url(), settings.name(), taken, settings.topic(), instances, slowest.toMillis());
        }
    }

    private void findEnds() {
        var unknown = loading.entrySet().stream()
                .filter(entry -> !entry.getValue().hasEnd())
                .map(entry -> at(entry.getKey()))
                .toList();
        if (!unknown.isEmpty()) {
            consumer.endOffsets(unknown)
                    .forEach((at, end) -> loading.get(at.partition()).readTo(end));
        }
    }

    private boolean isRead(int number, OwnedPartition partition) {
        try {
            return partition.isReadAt(consumer.position(at(number), AT_ONCE));
        } catch (TimeoutException notNow) {
            return false;
        }
    }

    private void endLease() {
        if (!owned.isEmpty()) {
            lose(Set.copyOf(owned));
        }
        loading.clear();
        if (joined && lease.mayRenew()) {
            lease.renew();
            begin(consumer.assignment());
        }
    }

    private void giveUp(Set<Integer> partitions) {
        stopOwning(partitions, "gave up", listener::giveUp);
    }

    private void lose(Set<Integer> partitions) {
        stopOwning(partitions, "lost", listener::lose);
    }

    /** From now on no request is served for these. */
    private void stopOwning(Set<Integer> partitions, String how, Consumer<Set<Integer>> change) {
        partitions.forEach(loading::remove);
        Set<Integer> stopped = new TreeSet<>(partitions);
        stopped.retainAll(owned);
        owned.removeAll(stopped);
        if (!stopped.isEmpty()) {
            guarded(() -> change.accept(stopped));
            Log.infof(
                    "Node %s of cluster '%s' %s %s of '%s'",
                    settings.url(), settings.name(), how, stopped, settings.topic());
        }
    }

    /** A defect in what follows from a change must not keep the node from following the group. */
    private static void guarded(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException defect) {
            Log.error("A change of the ownership of instances failed with a defect of ours", defect);
        }
    }

    private TopicPartition at(int number) {
        return new TopicPartition(settings.topic().value(), number);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
