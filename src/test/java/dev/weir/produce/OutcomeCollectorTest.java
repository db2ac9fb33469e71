package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ManualTicker;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutcomeCollectorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Set<OutcomeCollector> waiting = ConcurrentHashMap.newKeySet();

    @Test
    void outcomes_complete_when_the_last_one_is_known() {
        var collector = new OutcomeCollector(2, LONG, ticker, waiting);

        collector.outcome(1, stored(1));
        var outcomes = collector.outcomes().toCompletableFuture();

        assertThat(outcomes).isNotDone();
    }

    @Test
    void outcomes_are_in_the_order_of_the_records() {
        var collector = new OutcomeCollector(3, LONG, ticker, waiting);

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
        var collector = new OutcomeCollector(2, Duration.ofMillis(50), ticker, waiting);

        collector.outcome(0, stored(0));
        var known = collector.outcomes().toCompletableFuture();
        checkTimeouts();
        assertThat(known).isNotDone();
        ticker.advance(Duration.ofMillis(51));
        checkTimeouts();

        assertThat(known).succeedsWithin(Duration.ZERO).satisfies(outcomes -> {
            assertThat(outcomes.get(0).isStored()).isTrue();
            assertThat(outcomes.get(1).failure().kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME);
            assertThat(outcomes.get(1).failure()).hasMessageContaining("within 50 ms");
        });
    }

    @Test
    void the_timeout_begins_with_the_collector() {
        var collector = new OutcomeCollector(1, LONG, ticker, waiting);

        ticker.advance(LONG.plusNanos(1));
        var known = collector.outcomes().toCompletableFuture();
        checkTimeouts();

        assertThat(known).succeedsWithin(Duration.ZERO).satisfies(outcomes -> assertThat(
                        outcomes.get(0).failure().kind())
                .isEqualTo(Failure.Kind.UNKNOWN_OUTCOME));
    }

    @Test
    void an_outcome_after_the_timeout_is_ignored() {
        var collector = new OutcomeCollector(1, Duration.ofMillis(1), ticker, waiting);
        var outcomes = collector.outcomes().toCompletableFuture();
        ticker.advance(Duration.ofMillis(2));
        checkTimeouts();
        assertThat(outcomes).isDone();

        collector.outcome(0, stored(0));

        assertThat(outcomes.join().get(0).isStored()).isFalse();
    }

    @Test
    void a_collector_is_not_kept_when_its_outcomes_are_known() {
        var collector = new OutcomeCollector(1, LONG, ticker, waiting);
        var outcomes = collector.outcomes().toCompletableFuture();
        assertThat(waiting).containsExactly(collector);

        collector.outcome(0, stored(0));

        assertThat(outcomes).isDone();
        assertThat(waiting).isEmpty();
    }

    @Test
    void the_timeout_ends_the_wait_by_itself() {
        var vertx = Vertx.vertx();
        try {
            var collectors = new OutcomeCollectors(TestProduceConfig.small(1, 1), ticker, vertx);
            var outcomes = collectors.collect(1).outcomes().toCompletableFuture();

            ticker.advance(Duration.ofSeconds(7));

            assertThat(outcomes)
                    .succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS)
                    .satisfies(unknown ->
                            assertThat(unknown.get(0).failure().kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME));
            collectors.stop();
        } finally {
            vertx.close();
        }
    }

    private void checkTimeouts() {
        waiting.forEach(OutcomeCollector::checkTimeout);
    }

    private static Outcome stored(long offset) {
        return Outcome.of(new StoredRecord(new TopicName("orders"), 0, offset, null));
    }
}
