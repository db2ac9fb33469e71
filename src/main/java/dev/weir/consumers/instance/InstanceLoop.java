package dev.weir.consumers.instance;

import dev.weir.consumers.request.IfMatch;
import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.InstanceSpec;
import dev.weir.consumers.request.Subscription;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.TopicNames;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import dev.weir.reading.TopicIds;
import dev.weir.reading.TopicWatch;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls for one instance all the time, without fetching while no request waits for records, so that the instance stays
 * in its group however seldom its client comes.
 *
 * <p>Everything happens on the strand of the loop; nothing there blocks but a commit before partitions are revoked.
 */
final class InstanceLoop implements ConsumerRebalanceListener {

    private static final Duration IDLE_INTERVAL = Duration.ofMillis(100);

    private final InstanceName name;
    private final InstanceSpec spec;
    private final PollScheduler scheduler;
    private final ClusterMonitor monitor;
    private final Duration autoCommitInterval;
    private final DeliveryTracker deliveries;
    private final PendingPoll pending;
    private final PollLoop loop;
    private final TopicWatch watch;
    private final Stopwatch sinceCommit;

    private InstanceMember member;
    private RecordFetcher fetcher;
    private InstanceCommitter committer;

    InstanceLoop(
            InstanceName name,
            InstanceSpec spec,
            PollScheduler scheduler,
            TopicIds ids,
            ClusterMonitor monitor,
            Duration autoCommitInterval) {
        this.name = name;
        this.spec = spec;
        this.scheduler = scheduler;
        this.monitor = monitor;
        this.autoCommitInterval = autoCommitInterval;
        deliveries = new DeliveryTracker(new DeliveryVersion(firstHandout()));
        pending = new PendingPoll(scheduler.stopwatch(), deliveries::handout);
        loop = scheduler.loop(this::poll, defect -> pending.refuse(ConsumerFailures.ofRead(defect)));
        watch = new TopicWatch(ids, loop, scheduler.stopwatch(), this::restart);
        sinceCommit = scheduler.stopwatch();
    }

    /** The strand that all methods but this one and {@link #isWaitedFor()} have to be called on. */
    PollLoop strand() {
        return loop;
    }

    /** Begins with a consumer, which never fetches, and a reader, which fetches the partitions of the consumer. */
    void open(
            Supplier<Consumer<byte[], byte[]>> consumer, BoundedReader reader, TopicNames topics, CommitRules commits) {
        member = new InstanceMember(name, consumer, topics, loop, scheduler.stopwatch(), this);
        fetcher = new RecordFetcher(member, reader, deliveries, pending, spec.format(), monitor, scheduler.stopwatch());
        committer = new InstanceCommitter(
                name, member::consumer, deliveries.offsets(), loop, scheduler::stopwatch, commits);
    }

    InstanceMember member() {
        return member;
    }

    /** Whether a poll waits. From any thread. */
    boolean isWaitedFor() {
        return pending.isThere();
    }

    /** Replaces the subscription; without one the member leaves its group at once. */
    void subscribe(Subscription to) {
        member.checkReplaceable(to);
        if (to instanceof Subscription.Assigned assigned) {
            commitProcessed(CloseReason.IDLE);
            fetcher.forget(member.assignmentWithout(assigned.partitions()));
        } else if (to instanceof Subscription.None) {
            commitProcessed(CloseReason.DELETED);
            fetcher.clear();
        }
        member.subscribe(to);
        loop.pollNow();
    }

    /** Continues at these offsets. */
    void seek(Map<TopicPartition, Long> offsets) {
        member.seek(offsets);
        fetcher.seek(offsets);
    }

    /** The offsets behind the records that were written to the client; fails unless the condition holds. */
    Map<TopicPartition, OffsetAndMetadata> delivered(IfMatch condition) {
        condition.check(deliveries.handout());
        return deliveries.offsets().delivered();
    }

    /** Commits these offsets if the condition holds. */
    CompletableFuture<Void> commit(IfMatch condition, Map<TopicPartition, OffsetAndMetadata> offsets) {
        condition.check(deliveries.handout());
        member.checkCommit(offsets.keySet());
        var done = committer.commit(offsets);
        loop.pollNow();
        return done;
    }

    /** Completes when it is known whether the last response was written. */
    CompletableFuture<Void> settled() {
        return fetcher.settled();
    }

    /** Lets a poll wait for records. With auto-commit, it marks the previous response as processed. */
    void await(PollRequest poll, Duration timeout) {
        if (!member.isSubscribed()) {
            poll.refuse(member.nothingToRead());
            return;
        }
        try {
            member.ownedBy(poll.caller());
        } catch (Failure refusal) {
            poll.refuse(refusal);
            return;
        }
        if (spec.autoCommit()) {
            deliveries.offsets().process();
        }
        pending.begin(poll, timeout);
        loop.pollNow();
    }

    /** The client of a poll has gone. */
    void abandon(PollRequest poll) {
        pending.abandon(poll);
    }

    /** Leaves the group, and polls no more. */
    void close(CloseReason reason) {
        try {
            pending.answerNone();
            if (member != null) {
                fetcher.close();
                commitProcessed(reason);
                member.close(reason);
            }
        } finally {
            loop.close();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // The reader fetches them, from the committed offsets.
        member.consumer().pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitBeforeRevoke();
        fetcher.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        fetcher.forget(partitions);
    }

    private void commitBeforeRevoke() {
        if (spec.autoCommit()) {
            committer.commitBeforeRevoke();
        }
    }

    /** An instance of the same name, made later in this Weir or another one, begins with a greater number. */
    private static long firstHandout() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    private void poll() {
        boolean hungry = fetcher.isHungry();
        try {
            watch.check(fetcher.topics());
            fetcher.fetch(loop::wake);
            fetcher.serve(loop);
            autoCommit();
            member.refresh();
        } finally {
            if (member.isSubscribed() || pending.isThere()) {
                pollLater(hungry);
            }
        }
    }

    private void pollLater(boolean hungry) {
        var interval = scheduler.pollInterval();
        if (committer.isBusy()) {
            loop.pollAfter(interval);
        } else {
            loop.backOff(hungry || interval.compareTo(IDLE_INTERVAL) > 0 ? interval : IDLE_INTERVAL);
        }
    }

    private void autoCommit() {
        if (spec.autoCommit() && sinceCommit.exceeds(autoCommitInterval)) {
            sinceCommit.restart();
            committer.commitChanged();
        }
    }

    private void commitProcessed(CloseReason reason) {
        if (reason == CloseReason.LOST) {
            return;
        }
        if (spec.autoCommit() && reason == CloseReason.DELETED) {
            deliveries.offsets().process();
        }
        commitBeforeRevoke();
    }

    /** The offsets of a recreated topic have nothing to do with those of the topic that had its name before. */
    private void restart(String topic) {
        Log.warnf("Topic '%s' was deleted and created again; the %s reads it from its beginning", topic, name);
        fetcher.restart(topic);
        loop.pollNow();
    }
}
