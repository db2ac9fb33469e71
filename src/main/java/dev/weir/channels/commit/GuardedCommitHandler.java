package dev.weir.channels.commit;

import dev.weir.channels.deadletter.UndecodableMarker;
import dev.weir.channels.supervision.ChannelReadiness;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.commit.ContextHolder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits for one consumer, before its partitions are revoked too.
 *
 * <p>It is a {@link ContextHolder} because the connector gives one of that type the event loop of the channel, on which
 * commits run.
 */
final class GuardedCommitHandler extends ContextHolder implements KafkaCommitHandler {

    /** The part of the channel that commits depend on. */
    interface Guard {

        /** Completes when the channel may hand on records again; empty when it is not paused. From any thread. */
        Optional<CompletionStage<Void>> paused();

        /** Is told of the partitions. */
        PartitionListener partitions();

        /** Commits the pending offsets of partitions that are about to be revoked; on the polling thread. */
        void commitRevoked(Collection<TopicPartition> revoked);
    }

    private final KafkaThrottledLatestProcessedCommit commits;
    private final ChannelReadiness.Member member;
    private final Guard guard;
    /** The record that was handed on last, until it is acknowledged. */
    private volatile IncomingKafkaRecord<?, ?> inHand;

    /** Commits of a consumer. */
    GuardedCommitHandler(
            Vertx vertx, KafkaThrottledLatestProcessedCommit commits, ChannelReadiness.Member member, Guard guard) {
        super(vertx, commits.getTimeoutInMillis());
        this.commits = commits;
        this.member = member;
        this.guard = guard;
    }

    @Override
    public void capture(Context context) {
        super.capture(context);
        commits.capture(context);
    }

    @Override
    public <K, V> Multi<IncomingKafkaRecord<K, V>> decorateStream(Multi<IncomingKafkaRecord<K, V>> records) {
        return commits.decorateStream(records);
    }

    @Override
    public <K, V> Uni<IncomingKafkaRecord<K, V>> received(IncomingKafkaRecord<K, V> record) {
        var received = guard.paused()
                .map(end -> Uni.createFrom()
                        .completionStage(end)
                        .emitOn(this::runOnContext)
                        .chain(() -> commits.received(record)))
                .orElseGet(() -> commits.received(record));
        var undecodable = UndecodableMarker.reason(record);
        if (undecodable == null) {
            return received.invoke(() -> inHand = record);
        }
        // No record is handed on in its place.
        return received.chain(() -> Uni.createFrom().completionStage(() -> record.nack(undecodable)))
                .map(rejected -> null);
    }

    /** Makes the record in hand of a terminated channel a dead letter, so that the next process continues behind it. */
    CompletionStage<Void> rejectInHand(Throwable reason) {
        var last = inHand;
        return last == null ? CompletableFuture.completedStage(null) : last.nack(reason);
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        if (inHand == record) {
            inHand = null;
        }
        return commits.handle(record);
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        guard.partitions().assigned(partitions);
        commits.partitionsAssigned(partitions);
        member.assigned(partitions);
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        guard.partitions().revoking(partitions);
        guard.commitRevoked(partitions);
        commits.partitionsRevoked(partitions);
        member.revoked(partitions);
    }

    @Override
    public void terminate(boolean graceful) {
        if (graceful) {
            guard.partitions().closing();
        }
        commits.terminate(graceful);
    }
}
