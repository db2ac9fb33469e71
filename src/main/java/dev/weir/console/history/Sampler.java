package dev.weir.console.history;

import dev.weir.console.samples.Sample;
import dev.weir.console.samples.SampleHistory;
import dev.weir.groups.Groups;
import dev.weir.groups.index.GroupIndex;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.GroupId;
import dev.weir.model.HeapShare;
import dev.weir.model.TopicName;
import dev.weir.topics.Topics;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the offsets of watched topics once a second, with one call for all of them, while there are any.
 *
 * <p>Nothing here blocks. Where Kafka takes longer than a second, samples are left out.
 */
@ApplicationScoped
public class Sampler {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A group may have committed nothing, and is in no sample then. */
    private static final int MAX_SAMPLES_WAITED = 3;

    private final Watches watches = new Watches(System::currentTimeMillis);
    private final SampleHistory history = new SampleHistory(HeapShare.HISTORY.bytes());
    private final OffsetTrends trends;
    private final GroupEvents events = new GroupEvents();
    private final RecordTimes recordTimes;
    private final SampleReader reader;
    private final ClusterMonitor monitor;
    private final Vertx vertx;
    private final List<Consumer<Snapshot>> followers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Snapshot latest;
    private CompletableFuture<Snapshot> next = new CompletableFuture<>();
    private Long timer;

    Sampler(KafkaAdmin admin, Topics topics, GroupIndex index, Groups groups, ClusterMonitor monitor, Vertx vertx) {
        this.monitor = monitor;
        this.vertx = vertx;
        recordTimes = new RecordTimes(admin);
        reader = new SampleReader(admin, watches, new TargetFinder(watches, topics, index, groups, admin), events);
        trends = new OffsetTrends(events);
    }

    /** Watches a topic for five minutes; completes with the first sample that has it. */
    public CompletionStage<Snapshot> watch(TopicName topic) {
        watches.topic(topic.value());
        return sampled(snapshot -> snapshot.targets().topics().contains(topic.value()), MAX_SAMPLES_WAITED);
    }

    /** Watches the topics that a group reads for five minutes; completes with the first sample that has the group. */
    public CompletionStage<Snapshot> watch(GroupId group) {
        watches.group(group.value());
        return sampled(snapshot -> snapshot.committed().containsKey(group.value()), MAX_SAMPLES_WAITED);
    }

    /** Reads the end offsets of topics for ten seconds. */
    public void rate(Collection<String> topics) {
        watches.rates(topics);
        start();
    }

    private CompletionStage<Snapshot> sampled(Predicate<Snapshot> isIt, int samples) {
        start();
        var last = latest;
        return last != null && (samples == 0 || isIt.test(last))
                ? CompletableFuture.completedStage(last)
                : following().thenCompose(snapshot -> sampled(isIt, Math.max(0, samples - 1)));
    }

    private synchronized CompletionStage<Snapshot> following() {
        return next.copy();
    }

    /**
     * Passes every sample on, on any thread, which must not block.
     *
     * @return ends that
     */
    public Runnable follow(Consumer<Snapshot> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** The last sample; null for none. */
    public Snapshot latest() {
        return latest;
    }

    private synchronized void start() {
        if (timer == null) {
            timer = vertx.setPeriodic(1, INTERVAL.toMillis(), tick -> sample());
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
            latest = null;
            reader.reset();
            history.clear();
            trends.clear();
        }
    }

    private void sample() {
        if (watches.isEmpty()) {
            stop();
        } else if (monitor.problem().isEmpty() && asking.compareAndSet(false, true)) {
            reader.read().whenComplete((snapshot, thrown) -> {
                asking.set(false);
                if (thrown != null) {
                    Log.debugf(
                            "No sample of the watched topics: %s",
                            KafkaFailures.ofRead(thrown).getMessage());
                } else {
                    publish(snapshot);
                }
            });
        }
    }

    private void publish(Snapshot snapshot) {
        var ends = new HashMap<>(snapshot.ends());
        ends.keySet().retainAll(new HashSet<>(snapshot.targets().watched()));
        var sample = new Sample(snapshot.time(), ends, snapshot.committed());
        history.add(sample);
        trends.add(sample);
        latest = snapshot;
        followers.forEach(follower -> follower.accept(snapshot));
        CompletableFuture<Snapshot> waiting;
        synchronized (this) {
            waiting = next;
            next = new CompletableFuture<>();
        }
        waiting.complete(snapshot);
    }

    SampleHistory history() {
        return history;
    }

    GroupEvents events() {
        return events;
    }

    /** How offsets move. */
    public OffsetTrends trends() {
        return trends;
    }

    /** The age of the oldest record that a group has not read, by the samples so far; null while it is unknown. */
    public Long lagMillis(Snapshot snapshot, TopicPartition at, Long committedOffset) {
        var end = snapshot.ends().get(at);
        if (committedOffset == null || end == null) {
            return null;
        }
        if (committedOffset >= end) {
            return 0L;
        }
        var arrival = history.arrival(at, committedOffset);
        var time = arrival.isPresent()
                ? Long.valueOf(arrival.getAsLong())
                : recordTimes.timestamp(at, committedOffset, end);
        return time == null ? null : Long.valueOf(Math.max(0, snapshot.time() - time));
    }
}
