package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutcomeCollectorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void outcomes_complete_when_the_last_one_is_known() {
        var collector = new OutcomeCollector(2, LONG, ticker);

        collector.outcome(1, stored(1));
        var outcomes = collector.outcomes().toCompletableFuture();

        assertThat(outcomes).isNotDone();
    }

    @Test
    void outcomes_are_in_the_order_of_the_records() {
        var collector = new OutcomeCollector(3, LONG, ticker);

        collector.outcome(2, stored(2));
        collector.outcome(0, stored(0));
        collector.outcome(1, stored(1));

        assertThat(collector.outcomes().toCompletableFuture())
                .isCompletedWithValueMatching(
                        outcomes -> outcomes.get(0).stored().offset() == 0
                                && outcomes.get(1).stored().offset() == 1
                                && outcomes.get(2).stored().offset() == 2);
    }

    @Test
    void outcomes_that_are_missing_at_the_timeout_are_unknown() {
        var collector = new OutcomeCollector(2, Duration.ofMillis(50), ticker);

        collector.outcome(0, stored(0));

        assertThat(collector.outcomes().toCompletableFuture())
                .succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS)
                .satisfies(outcomes -> {
                    assertThat(outcomes.get(0).isStored()).isTrue();
                    assertThat(outcomes.get(1).failure().kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME);
                    assertThat(outcomes.get(1).failure()).hasMessageContaining("within 50 ms");
                });
    }

    @Test
    void the_timeout_begins_with_the_collector() {
        var collector = new OutcomeCollector(1, LONG, ticker);

        ticker.advance(LONG);

        assertThat(collector.outcomes().toCompletableFuture())
                .succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS)
                .satisfies(outcomes ->
                        assertThat(outcomes.get(0).failure().kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME));
    }

    @Test
    void an_outcome_after_the_timeout_is_ignored() {
        var collector = new OutcomeCollector(1, Duration.ofMillis(1), ticker);
        var outcomes = collector.outcomes().toCompletableFuture();
        assertThat(outcomes).succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS);

        collector.outcome(0, stored(0));

        assertThat(outcomes.join().get(0).isStored()).isFalse();
    }

    private static Outcome stored(long offset) {
        return Outcome.of(new StoredRecord(new TopicName("orders"), 0, offset, null));
    }
}
