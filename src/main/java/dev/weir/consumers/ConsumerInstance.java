package dev.weir.consumers;

import dev.weir.http.EmbeddedFormat;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.TopicNames;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFailures;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Strand;
import dev.weir.reading.TopicIds;
import dev.weir.reading.TopicWatch;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One consumer of a client of HTTP.
 *
 * <p>It is polled all the time, without records while nobody waits for any, so that it stays in its group however
 * seldom its client comes. Everything happens on the strand; nothing there waits but a commit before partitions are
 * given up.
 */
final class ConsumerInstance {

    /** Why it ends. */
    enum CloseReason {
        /** Its client is done, and so with all that it was given. */
        DELETED,
        /** Nobody came for long; what was given last may not be done. */
        IDLE,
        /** Weir is stopping; likewise. */
        SHUTDOWN
    }

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATTERN_INTERVAL = Duration.ofSeconds(5);
    private static final long IDLE_REST_MILLIS = 100;
    private static final String NOTHING_TO_READ = "has neither a subscription nor assigned partitions";

    private final InstanceName name;
    private final InstanceSpec order;
    private final Strand strand;
    private final PollScheduler threads;
    private final TopicNames topics;
    private final ClusterMonitor pulse;
    private final Duration autoCommitInterval;
    private final DeliveryTracker handout = new DeliveryTracker();
    private final PendingPoll waiting = new PendingPoll();
    private final TopicWatch watch;

    private Consumer<byte[], byte[]> consumer;
    private RecordFetcher feed;
    private InstanceCommitter committer;
    private TopicSelection wanted;
    private boolean assigned;
    private long turn;
    private int quietLooks;
    private long lastCommit = System.nanoTime();
    private long lastMatch;
    private boolean closed;
    private volatile long lastUsed = System.nanoTime();

    ConsumerInstance(
            InstanceName name,
            InstanceSpec order,
            PollScheduler threads,
            TopicNames topics,
            TopicIds ids,
            ClusterMonitor pulse,
            Duration autoCommitInterval) {
        this.name = name;
        this.order = order;
        this.threads = threads;
        this.topics = topics;
        this.pulse = pulse;
        this.autoCommitInterval = autoCommitInterval;
        this.strand = threads.strand(defect -> waiting.refuse(ConsumerFailures.ofRead(defect)));
        this.watch = new TopicWatch(ids, strand, this::recreated);
    }

    /**
     * Makes the consumer.
     *
     * @param opening makes the member of the group, which never fetches
     * @param reader fetches what the group has given to the member
     * @param refusedCommits counts them
     */
    CompletionStage<Void> open(
            Supplier<Consumer<byte[], byte[]>> opening, BoundedReader reader, Runnable refusedCommits) {
        return ask(() -> {
            consumer = opening.get();
            feed = new RecordFetcher(consumer, reader, handout, waiting, order.format(), pulse);
            committer = new InstanceCommitter(name, consumer, strand, refusedCommits);
            return null;
        });
    }

    InstanceName name() {
        return name;
    }

    /** How its client wants to see keys and values. */
    EmbeddedFormat format() {
        return order.format();
    }

    /** How long its polls wait that do not say. */
    Duration patience() {
        return order.patience();
    }

    /** How long nobody has asked it for anything. */
    Duration idle() {
        return isWaitedFor() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastUsed);
    }

    /** Whether a poll waits. */
    boolean isWaitedFor() {
        return waiting.isThere();
    }

    /** Subscribes, in place of what it was subscribed to. */
    CompletionStage<Void> subscribe(TopicSelection to) {
        return ask(() -> {
            if (assigned) {
                throw conflict("has partitions assigned by hand; delete the subscription first to subscribe");
            }
            wanted = to;
            if (to.pattern() == null) {
                consumer.subscribe(to.topics(), new Rebalance());
            } else {
                match();
            }
            wake();
            return null;
        });
    }

    /** Gives up subscription and assignment; as a member it leaves the group at once. */
    CompletionStage<Void> unsubscribe() {
        return ask(() -> {
            giveUp(CloseReason.DELETED);
            consumer.unsubscribe();
            feed.forget(feed.partitions());
            handout.clear();
            committer.clear();
            wanted = null;
            assigned = false;
            return null;
        });
    }

    /** Reads partitions without being a member of the group. */
    CompletionStage<Void> assign(Collection<TopicPartition> partitions) {
        return ask(() -> {
            if (wanted != null) {
                throw conflict("is subscribed; delete the subscription first to assign partitions");
            }
            Set<TopicPartition> dropped = new HashSet<>(consumer.assignment());
            dropped.removeAll(partitions);
            giveUp(CloseReason.IDLE);
            handout.forget(dropped);
            committer.forget(dropped);
            feed.forget(dropped);
            consumer.assign(partitions);
            consumer.pause(partitions);
            assigned = true;
            wake();
            return null;
        });
    }

    /** The topics it is subscribed to, a pattern's as they are now. */
    CompletionStage<Set<String>> subscription() {
        return ask(() -> Set.copyOf(consumer.subscription()));
    }

    /** The partitions it reads, by whatever way it came to them. */
    CompletionStage<Set<TopicPartition>> assignment() {
        return ask(() -> Set.copyOf(consumer.assignment()));
    }

    /** Goes on from these offsets. */
    CompletionStage<Void> seek(Map<TopicPartition, Long> offsets) {
        return ask(() -> {
            mine(offsets.keySet());
            handout.forget(offsets.keySet());
            committer.forget(offsets.keySet());
            offsets.forEach(consumer::seek);
            feed.seek(offsets);
            return null;
        });
    }

    /** Fails unless it reads all of these. */
    CompletionStage<Void> checkAssigned(Set<TopicPartition> partitions) {
        return ask(() -> {
            mine(partitions);
            return null;
        });
    }

    /** Commits everything that was read, which is what was written to the client. */
    CompletionStage<Void> commit() {
        return settled().thenCompose(done -> ask(handout::written)).thenCompose(this::commit);
    }

    /**
     * Completes when what became of the last answer is known.
     *
     * <p>A client can have it, and ask for its commit on another connection, a moment before Weir hears that it was
     * sent.
     */
    CompletionStage<Void> settled() {
        return ask(() -> feed.settled())
                .thenCompose(
                        settled -> settled.completeOnTimeout(null, SETTLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Commits offsets as they are given. */
    CompletionStage<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return ask(() -> {
                    if (!feed.isOpen()) {
                        throw conflict(NOTHING_TO_READ);
                    }
                    if (wanted != null && !consumer.assignment().containsAll(offsets.keySet())) {
                        throw conflict("does not have all of these partitions, or no longer; nothing was committed");
                    }
                    var done = committer.commit(offsets);
                    wake();
                    return done;
                })
                .thenCompose(done -> done.orTimeout(COMMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .exceptionally(thrown -> {
                    throw ConsumerFailures.ofCommit(thrown);
                });
    }

    /** What is committed for the partitions it reads; those without are left out. */
    CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed() {
        return ask(() -> {
            var committed = new HashMap<>(consumer.committed(consumer.assignment(), CLOSE_TIMEOUT));
            committed.values().removeIf(Objects::isNull);
            return committed;
        });
    }

    /**
     * Answers a poll with records as soon as there are any, with none when the time is up.
     *
     * <p>The newest poll counts: one that still waits is answered with none, for its client has given it up.
     */
    void poll(PollRequest poll, Duration patience) {
        boolean accepted = strand.run(() -> {
            if (closed) {
                poll.refuse(gone());
                return;
            }
            if (!feed.isOpen() && wanted == null) {
                poll.refuse(conflict(NOTHING_TO_READ));
                return;
            }
            lastUsed = System.nanoTime();
            handoutIsProcessed();
            waiting.begin(poll, patience);
            wake();
        });
        if (!accepted) {
            poll.refuse(gone());
        }
    }

    /** The client of a poll has gone. */
    void abandon(PollRequest poll) {
        strand.run(() -> waiting.abandon(poll));
    }

    /** Ends it; completes when it has left its group. */
    CompletionStage<Void> close(CloseReason how) {
        var done = new CompletableFuture<Void>();
        boolean accepted = strand.run(() -> {
            try {
                waiting.answerNone();
                closed = true;
                if (consumer != null) {
                    feed.close();
                    giveUp(how);
                    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
                }
            } finally {
                strand.close();
                done.complete(null);
            }
        });
        if (!accepted) {
            done.complete(null);
        }
        return done;
    }

    private void wake() {
        quietLooks = 0;
        look(++turn);
    }

    private void look(long mine) {
        if (closed || mine != turn) {
            return;
        }
        if (waiting.isThere()) {
            lastUsed = System.nanoTime();
        }
        boolean hungry = feed.isHungry();
        try {
            watch.look(feed.topics());
            feed.fetch(() -> strand.run(this::wake));
            feed.serve(strand, this::wake);
            autoCommit();
            if (wanted != null && wanted.pattern() != null && isOver(lastMatch, PATTERN_INTERVAL)) {
                match();
            }
        } finally {
            if (feed.isOpen() || wanted != null) {
                strand.later(rest(hungry), () -> look(mine));
            }
        }
    }

    private Duration rest(boolean hungry) {
        if (committer.isBusy()) {
            return threads.pollInterval();
        }
        long longest = threads.pollInterval().toMillis();
        if (!hungry) {
            longest = Math.max(longest, IDLE_REST_MILLIS);
        }
        return Duration.ofMillis(Math.min(1L << Math.min(quietLooks++, 10), longest));
    }

    /** Who comes again is done with what was given before. */
    private void handoutIsProcessed() {
        if (order.autoCommit()) {
            handout.process();
        }
    }

    private void autoCommit() {
        if (order.autoCommit() && isOver(lastCommit, autoCommitInterval)) {
            lastCommit = System.nanoTime();
            committer.commitChanged(handout.processed());
        }
    }

    private void giveUp(CloseReason how) {
        if (order.autoCommit()) {
            if (how == CloseReason.DELETED) {
                handout.process();
            }
            committer.commitBeforeRevoke(handout.processed());
        }
    }

    private void match() {
        lastMatch = System.nanoTime();
        var asked = wanted;
        topics.all()
                .whenComplete((all, thrown) -> strand.run(() -> {
                    if (closed || !asked.equals(wanted) || thrown != null) {
                        return;
                    }
                    var matching = asked.of(all);
                    if (!matching.isEmpty() && !matching.equals(consumer.subscription())) {
                        consumer.subscribe(matching, new Rebalance());
                    }
                }));
    }

    /** Its offsets have nothing to do with those of the topic that had its name before. */
    private void recreated(String topic) {
        if (closed) {
            return;
        }
        Log.warnf("Topic '%s' was deleted and made again; the %s reads it from its beginning", topic, name);
        var partitions = feed.partitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        handout.forget(partitions);
        committer.forget(partitions);
        feed.beginAnew(topic, partitions);
        wake();
    }

    private void mine(Set<TopicPartition> partitions) {
        for (var partition : partitions) {
            if (!consumer.assignment().contains(partition)) {
                throw Failure.of(
                        Failure.Kind.NOT_FOUND,
                        "Partition %s is not assigned to %s, or not yet".formatted(partition, name));
            }
        }
    }

    private <T> CompletionStage<T> ask(Supplier<T> task) {
        var answer = new CompletableFuture<T>();
        boolean accepted = strand.run(() -> {
            lastUsed = System.nanoTime();
            try {
                if (closed) {
                    throw gone();
                }
                answer.complete(task.get());
            } catch (RuntimeException refused) {
                answer.completeExceptionally(ConsumerFailures.ofRead(refused));
            }
        });
        if (!accepted) {
            answer.completeExceptionally(gone());
        }
        return answer;
    }

    private Failure gone() {
        return Failure.of(Failure.Kind.NOT_FOUND, "There is no " + name + " any more");
    }

    private Failure conflict(String why) {
        return Failure.of(Failure.Kind.CONFLICT, "The " + name + " " + why);
    }

    private static boolean isOver(long since, Duration interval) {
        return System.nanoTime() - since > interval.toNanos();
    }

    /** Partitions go to other members: what is processed is committed before, the rest is forgotten. */
    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // They are read from what is committed, and by another consumer.
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (order.autoCommit()) {
                committer.commitBeforeRevoke(handout.processed());
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            handout.forget(partitions);
            committer.forget(partitions);
            feed.forget(partitions);
        }
    }
}
