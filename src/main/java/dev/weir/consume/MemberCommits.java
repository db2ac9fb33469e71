package dev.weir.consume;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.commit.ContextHolder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The commits of one consumer, told when it is given partitions and when it gives them up.
 *
 * <p>A {@link ContextHolder}, because the connector looks for one and tells it the event loop of the channel, which the
 * commits run on.
 */
final class MemberCommits extends ContextHolder implements KafkaCommitHandler {

    private final KafkaThrottledLatestProcessedCommit commits;
    private final Members.Member member;
    private final Runnable beforeRevocation;
    private final Consumer<Collection<TopicPartition>> settle;

    /**
     * Commits for a member.
     *
     * @param beforeRevocation what is to be done while its acknowledgements still count
     * @param settle commits what is owed of partitions that are about to go
     */
    MemberCommits(
            Vertx vertx,
            KafkaThrottledLatestProcessedCommit commits,
            Members.Member member,
            Runnable beforeRevocation,
            Consumer<Collection<TopicPartition>> settle) {
        super(vertx, commits.getTimeoutInMillis());
        this.commits = commits;
        this.member = member;
        this.beforeRevocation = beforeRevocation;
        this.settle = settle;
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
        return commits.received(record);
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        return commits.handle(record);
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        commits.partitionsAssigned(partitions);
        member.assigned(partitions);
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        beforeRevocation.run();
        settle.accept(partitions);
        commits.partitionsRevoked(partitions);
        member.revoked(partitions);
    }

    @Override
    public void terminate(boolean graceful) {
        if (graceful) {
            beforeRevocation.run();
        }
        commits.terminate(graceful);
    }
}
