package dev.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.reading.OffsetTracker;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetCommitterTest {

    private static final TopicPartition AT = new TopicPartition("orders", 0);

    private final ManualTicker ticker = new ManualTicker();
    private final OffsetTracker tracker = new OffsetTracker();
    private final List<String> notices = new ArrayList<>();
    private final RejectingConsumer consumer = new RejectingConsumer();

    @BeforeEach
    void begin() {
        consumer.assign(Set.of(AT));
        consumer.updateBeginningOffsets(Map.of(AT, 0L));
        tracker.begin(AT, 0, 0L);
    }

    @Test
    void offsets_are_committed_a_second_after_the_last_commit() {
        var committer = committer(CommitMode.AUTO);
        written(5);
        ticker.advance(Duration.ofSeconds(1));
        committer.afterWriting();
        assertThat(committed()).isNull();

        ticker.advance(Duration.ofMillis(1));
        committer.afterWriting();
        assertThat(committed()).isEqualTo(5);

        written(7);
        committer.afterWriting();
        assertThat(committed()).isEqualTo(5);
    }

    @Test
    void the_last_commit_is_retried_during_a_rebalance() {
        consumer.rejections = 3;
        consumer.rejection = new RebalanceInProgressException();
        written(5);

        committer(CommitMode.END).atEnd();

        assertThat(committed()).isEqualTo(5);
        assertThat(notices).isEmpty();
    }

    @Test
    void the_last_commit_fails_when_the_rebalance_does_not_end_in_time() {
        consumer.rejections = Integer.MAX_VALUE;
        consumer.rejection = new RebalanceInProgressException();
        written(5);

        assertThatThrownBy(committer(CommitMode.END)::atEnd).isInstanceOf(Failure.class);
        assertThat(ticker.read()).isGreaterThan(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void a_rejected_commit_is_reported_and_repeated() {
        var committer = committer(CommitMode.EACH);
        consumer.rejections = 1;
        consumer.rejection = new CommitFailedException("fenced");
        written(5);

        committer.afterWriting();
        assertThat(notices).singleElement().asString().startsWith("Not committed: ");
        committer.afterWriting();

        assertThat(committed()).isEqualTo(5);
    }

    private OffsetCommitter committer(CommitMode mode) {
        return new OffsetCommitter(consumer, tracker, mode, notices::add, ticker);
    }

    private void written(long next) {
        tracker.fetched(AT, next);
        tracker.deliver();
        tracker.process();
    }

    private Long committed() {
        var offset = consumer.committed(Set.of(AT)).get(AT);
        return offset == null ? null : (Long) offset.offset();
    }

    /** Rejects some commits, each of which takes a second. */
    private final class RejectingConsumer extends MockConsumer<byte[], byte[]> {

        private int rejections;
        private KafkaException rejection;

        RejectingConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (rejections > 0) {
                rejections--;
                ticker.advance(Duration.ofSeconds(1));
                throw rejection;
            }
            super.commitSync(offsets, timeout);
        }
    }
}
