package dev.weir.channels.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class PendingCommitsTest {

    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    private final PendingCommits pending = new PendingCommits();
    private final RecordingConsumer consumer = new RecordingConsumer();

    @Test
    void the_newest_offset_of_each_partition_is_committed_once() {
        pending.add(offsets(FIRST, 5));
        pending.add(offsets(SECOND, 2));
        pending.add(offsets(FIRST, 7));

        pending.commit(consumer);
        pending.commit(consumer);

        assertThat(consumer.commits)
                .containsExactly(Map.of(FIRST, new OffsetAndMetadata(7), SECOND, new OffsetAndMetadata(2)));
    }

    @Test
    void a_rejected_commit_is_repeated_by_the_next_one() {
        pending.add(offsets(FIRST, 5));
        consumer.duringCommit = PendingCommitsTest::reject;
        assertThatThrownBy(() -> pending.commit(consumer)).isInstanceOf(RebalanceInProgressException.class);

        consumer.duringCommit = () -> {};
        pending.commit(consumer);

        assertThat(consumer.commits).containsExactly(offsets(FIRST, 5));
    }

    @Test
    void an_offset_that_is_added_during_a_commit_stays_pending() {
        pending.add(offsets(FIRST, 5));
        consumer.duringCommit = () -> pending.add(offsets(FIRST, 6));
        pending.commit(consumer);

        consumer.duringCommit = () -> {};
        pending.commit(consumer);

        assertThat(consumer.commits).containsExactly(offsets(FIRST, 5), offsets(FIRST, 6));
    }

    @Test
    void only_offsets_of_revoked_partitions_are_committed_before_they_are_revoked() {
        pending.add(offsets(FIRST, 5));
        pending.add(offsets(SECOND, 2));

        pending.commitRevoked(List.of(FIRST), consumer);
        pending.commitRevoked(List.of(FIRST), consumer);
        pending.commit(consumer);

        assertThat(consumer.commits).containsExactly(offsets(FIRST, 5), offsets(SECOND, 2));
    }

    /** The next member commits its own offsets, which must not be overwritten. */
    @Test
    void offsets_of_revoked_partitions_are_dropped_where_their_commit_is_rejected() {
        pending.add(offsets(FIRST, 5));
        consumer.duringCommit = PendingCommitsTest::reject;
        pending.commitRevoked(List.of(FIRST), consumer);

        consumer.duringCommit = () -> {};
        pending.commit(consumer);

        assertThat(consumer.commits).isEmpty();
    }

    @Test
    void offsets_of_lost_partitions_are_not_committed() {
        pending.add(offsets(FIRST, 5));

        pending.clear();
        pending.commit(consumer);

        assertThat(consumer.commits).isEmpty();
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(TopicPartition partition, long offset) {
        return Map.of(partition, new OffsetAndMetadata(offset));
    }

    private static void reject() {
        throw new RebalanceInProgressException("The group rebalances");
    }

    /** Records what is committed. */
    private static final class RecordingConsumer extends MockConsumer<String, String> {

        private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
        private Runnable duringCommit = () -> {};

        RecordingConsumer() {
            super("none");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            duringCommit.run();
            commits.add(Map.copyOf(offsets));
        }
    }
}
