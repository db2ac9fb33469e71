package dev.weir.channels;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.commit.ContextHolder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The commits of one consumer, told when it is given partitions and when it gives them up.
 *
 * <p>A {@link ContextHolder}, because the connector looks for one and tells it the event loop of the channel, which the
 * commits run on.
 */
final class GuardedCommitHandler extends ContextHolder implements KafkaCommitHandler {

    /** What is to be seen to beside the commits themselves. */
    interface Guard {

        /** Ends when records may be handed on again; empty when they may be now. From any thread. */
        Optional<CompletionStage<Void>> hold();

        /** Does what is left to do while acknowledgements still count; on the thread that polls. */
        void finish();

        /** Commits what is owed of partitions that are about to go; on the thread that polls. */
        void settle(Collection<TopicPartition> leaving);
    }

    private final KafkaThrottledLatestProcessedCommit commits;
    private final ChannelReadiness.Member member;
    private final Guard guard;
    /** The record that was handed on last, unless it is handled. */
    private volatile IncomingKafkaRecord<?, ?> inHand;

    /** Commits for a member. */
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
        var taken = guard.hold()
                .map(end -> Uni.createFrom()
                        .completionStage(end)
                        .emitOn(this::runOnContext)
                        .chain(() -> commits.received(record)))
                .orElseGet(() -> commits.received(record));
        var undecodable = UndecodableMarker.reason(consumed(record));
        if (undecodable == null) {
            return taken.invoke(() -> inHand = record);
        }
        // Nothing is handed on in its place.
        return taken.chain(() -> Uni.createFrom().completionStage(() -> record.nack(undecodable)))
                .map(aside -> null);
    }

    /**
     * Sets aside the record that the end of its channel has left unhandled, so that the next process goes on behind it.
     */
    CompletionStage<Void> setAsideInHand(Throwable reason) {
        var last = inHand;
        return last == null ? CompletableFuture.completedStage(null) : last.nack(reason);
    }

    /** The record as Kafka's consumer gave it. */
    static ConsumerRecord<?, ?> consumed(IncomingKafkaRecord<?, ?> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
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
        commits.partitionsAssigned(partitions);
        member.assigned(partitions);
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        guard.finish();
        guard.settle(partitions);
        commits.partitionsRevoked(partitions);
        member.revoked(partitions);
    }

    @Override
    public void terminate(boolean graceful) {
        if (graceful) {
            guard.finish();
        }
        commits.terminate(graceful);
    }
}
