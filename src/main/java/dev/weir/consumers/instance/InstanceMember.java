package dev.weir.consumers.instance;

import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.Subscription;
import dev.weir.http.access.Caller;
import dev.weir.kafka.TopicNames;
import dev.weir.model.Failure;
import dev.weir.reading.PollLoop;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The member of the consumer group: it has the subscription and the assignment of an instance, and never fetches. Used
 * on the strand of the instance.
 */
final class InstanceMember {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATTERN_INTERVAL = Duration.ofSeconds(5);

    private final InstanceName name;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TopicNames topics;
    private final PollLoop loop;
    private final Stopwatch sinceMatch;
    private final ConsumerRebalanceListener listener;
    private Consumer<byte[], byte[]> consumer;
    private Subscription subscription = new Subscription.None();

    InstanceMember(
            InstanceName name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            TopicNames topics,
            PollLoop loop,
            Stopwatch sinceMatch,
            ConsumerRebalanceListener listener) {
        this.name = name;
        this.consumers = consumers;
        consumer = consumers.get();
        this.topics = topics;
        this.loop = loop;
        this.sinceMatch = sinceMatch;
        this.listener = listener;
    }

    /**
     * Fails where a subscription may not take the place of the present one.
     *
     * @throws Failure {@link Failure.Kind#CONFLICT} between topics and assigned partitions
     */
    void checkReplaceable(Subscription by) {
        if (by.isShared() && subscription instanceof Subscription.Assigned) {
            throw conflict("has partitions assigned by hand; delete the subscription first to subscribe");
        }
        if (by instanceof Subscription.Assigned && subscription.isShared()) {
            throw conflict("is subscribed; delete the subscription first to assign partitions");
        }
    }

    /** Replaces the subscription; without one the member leaves the group at once. */
    void subscribe(Subscription to) {
        subscription = to;
        if (to instanceof Subscription.NamedTopics named) {
            consumer.subscribe(named.names(), listener);
        } else if (to instanceof Subscription.TopicPattern pattern) {
            match(pattern);
        } else if (to instanceof Subscription.Assigned assigned) {
            consumer.assign(assigned.partitions());
            consumer.pause(assigned.partitions());
        } else {
            leave();
        }
    }

    /**
     * Reads on with the rights that the client has now; what a pattern matches may become less.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN} where the client may no longer read a topic that it has named
     */
    void ownedBy(Caller caller) {
        subscription = subscription.ownedBy(caller);
        dropUnreadable();
    }

    private void dropUnreadable() {
        if (subscription instanceof Subscription.TopicPattern pattern) {
            var readable = pattern.matching(consumer.subscription());
            if (readable.isEmpty()) {
                leave();
            } else if (!readable.equals(consumer.subscription())) {
                consumer.subscribe(readable, listener);
            }
        }
    }

    /** Looks from time to time which topics match a pattern now. */
    void refresh() {
        if (subscription instanceof Subscription.TopicPattern pattern && sinceMatch.exceeds(PATTERN_INTERVAL)) {
            dropUnreadable();
            match(pattern);
        }
    }

    /** Does what a member of a group has to do, without fetching. */
    void poll() {
        consumer.pause(consumer.assignment());
        consumer.poll(AT_ONCE);
    }

    /** Whether there is a subscription, possibly to topics that do not exist yet. */
    boolean isSubscribed() {
        return !(subscription instanceof Subscription.None);
    }

    /** Whether there is anything to poll for. */
    boolean isOpen() {
        return !(consumer.subscription().isEmpty() && consumer.assignment().isEmpty());
    }

    /** The topics it is subscribed to; of a pattern, those that match now. */
    Set<String> topics() {
        return Set.copyOf(consumer.subscription());
    }

    /** The partitions that the group, or the client, has assigned. */
    Set<TopicPartition> assignment() {
        return consumer.assignment();
    }

    /** Its partitions that are not among these. */
    Set<TopicPartition> assignmentWithout(Collection<TopicPartition> partitions) {
        Set<TopicPartition> others = new HashSet<>(consumer.assignment());
        others.removeAll(partitions);
        return others;
    }

    /** The offset that the group or the client says; empty where it is not known yet. */
    Optional<Long> position(TopicPartition partition) {
        try {
            return Optional.of(consumer.position(partition, AT_ONCE));
        } catch (TimeoutException notNow) {
            return Optional.empty();
        }
    }

    /** Continues at these offsets. */
    void seek(Map<TopicPartition, Long> offsets) {
        checkAssigned(offsets.keySet());
        offsets.forEach(consumer::seek);
    }

    /**
     * Fails unless all of these are assigned.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND}
     */
    void checkAssigned(Set<TopicPartition> partitions) {
        for (var partition : partitions) {
            if (!consumer.assignment().contains(partition)) {
                throw Failure.notFound("Partition %s is not assigned to %s, or not yet".formatted(partition, name));
            }
        }
    }

    /** The response to a request that needs a subscription. */
    Failure nothingToRead() {
        return conflict("has neither a subscription nor assigned partitions");
    }

    /**
     * Fails where the offsets of these partitions are not for this member to commit.
     *
     * @throws Failure {@link Failure.Kind#CONFLICT}
     */
    void checkCommit(Set<TopicPartition> partitions) {
        if (!isOpen()) {
            throw nothingToRead();
        }
        if (subscription.isShared() && !consumer.assignment().containsAll(partitions)) {
            throw conflict("does not have all of these partitions, or no longer; nothing was committed");
        }
    }

    /** The committed offsets of its partitions; without those that have none. */
    Map<TopicPartition, OffsetAndMetadata> committed() {
        var committed = new HashMap<>(consumer.committed(consumer.assignment(), TIMEOUT));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }

    /** The consumer that is a member now; another one after the member has left. */
    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /** Closes the consumer, which leaves the group unless another node goes on with the instance. */
    void close(CloseReason reason) {
        var operation = reason.leavesGroup()
                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
        consumer.close(CloseOptions.timeout(reason == CloseReason.LOST ? AT_ONCE : TIMEOUT)
                .withGroupMembershipOperation(operation));
    }

    /** A static member stays in its group when it unsubscribes, until it is closed as one that leaves. */
    private void leave() {
        if (consumer.groupMetadata().groupInstanceId().isPresent()
                && !consumer.subscription().isEmpty()) {
            close(CloseReason.DELETED);
            consumer = consumers.get();
        } else {
            consumer.unsubscribe();
        }
    }

    private void match(Subscription.TopicPattern pattern) {
        sinceMatch.restart();
        loop.run(topics.all(), (all, thrown) -> {
            if (thrown == null
                    && subscription instanceof Subscription.TopicPattern now
                    && now.pattern().equals(pattern.pattern())) {
                var matching = now.matching(all);
                if (!matching.isEmpty() && !matching.equals(consumer.subscription())) {
                    consumer.subscribe(matching, listener);
                }
            }
        });
    }

    private Failure conflict(String why) {
        return Failure.conflict("The " + name + " " + why);
    }
}
