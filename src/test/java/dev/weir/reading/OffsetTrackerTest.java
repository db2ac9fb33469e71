package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final OffsetTracker tracker = new OffsetTracker();

    @Test
    void only_processed_offsets_are_to_be_committed() {
        tracker.begin(FIRST, 5, 5L);

        tracker.fetched(FIRST, 9);
        assertThat(tracker.uncommitted()).isEmpty();
        tracker.deliver();
        assertThat(tracker.delivered(FIRST)).isEqualTo(9);
        assertThat(tracker.uncommitted()).isEmpty();
        tracker.process();

        assertThat(tracker.uncommitted()).isEqualTo(offset(FIRST, 9));
    }

    @Test
    void committed_offset_is_not_committed_again_until_more_is_processed() {
        tracker.delivered(FIRST, 9);
        tracker.process();
        tracker.committed(offset(FIRST, 9));

        assertThat(tracker.uncommitted()).isEmpty();
        tracker.delivered(FIRST, 10);
        tracker.process();

        assertThat(tracker.uncommitted()).isEqualTo(offset(FIRST, 10));
    }

    @Test
    void first_offset_is_committed_where_the_group_has_none() {
        tracker.begin(FIRST, 5, null);
        tracker.begin(SECOND, 5, 5L);

        assertThat(tracker.uncommitted()).isEqualTo(offset(FIRST, 5));
    }

    @Test
    void only_requested_partitions_are_looked_up() {
        tracker.begin(FIRST, 5, null);
        tracker.begin(SECOND, 6, null);

        assertThat(tracker.uncommitted(List.of(SECOND))).isEqualTo(offset(SECOND, 6));
        assertThat(tracker.uncommitted(List.of(new TopicPartition("other", 0)))).isEmpty();
    }

    @Test
    void delivered_offsets_can_be_committed_before_they_count_as_processed() {
        tracker.delivered(FIRST, 3);

        assertThat(tracker.delivered()).isEqualTo(offset(FIRST, 3));
        assertThat(tracker.uncommitted()).isEmpty();
    }

    @Test
    void forgotten_partition_has_nothing_to_commit_and_its_next_commit_counts_as_new() {
        tracker.delivered(FIRST, 3);
        tracker.delivered(SECOND, 4);
        tracker.process();
        tracker.committed(offset(FIRST, 3));

        tracker.forget(List.of(FIRST));
        assertThat(tracker.delivered(FIRST)).isNull();
        assertThat(tracker.uncommitted()).isEqualTo(offset(SECOND, 4));

        tracker.delivered(FIRST, 3);
        tracker.process();
        assertThat(tracker.uncommitted(List.of(FIRST))).isEqualTo(offset(FIRST, 3));
        tracker.clear();
        assertThat(tracker.uncommitted()).isEmpty();
    }

    private static Map<TopicPartition, OffsetAndMetadata> offset(TopicPartition partition, long next) {
        return Map.of(partition, new OffsetAndMetadata(next));
    }
}
