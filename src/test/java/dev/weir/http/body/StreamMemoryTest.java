package dev.weir.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.Failure;
import dev.weir.testing.ManualTicker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamMemoryTest {

    private static final int HELD = 10_000;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTicker ticker = new ManualTicker();
    private final BodyBudget budget =
            new BodyBudget(new BodyBudgetTest.Limits(), vertx, ticker, new SimpleMeterRegistry());
    private final Queue<Runnable> eventLoop = new ArrayDeque<>();
    private final List<Failure> revoked = new ArrayList<>();
    private final StreamMemory memory = new StreamMemory(budget, 0, eventLoop::add, revoked::add);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void a_stream_that_holds_little_has_no_share() {
        memory.hold(8_000);

        assertThat(budget.taken()).isZero();
    }

    @Test
    void a_stream_has_a_share_of_what_it_holds() {
        memory.hold(HELD);
        memory.hold(2 * HELD);
        assertThat(budget.taken()).isEqualTo(2 * HELD);

        memory.hold(1);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void a_revoked_share_is_refused_on_the_event_loop() {
        memory.hold(HELD);
        revoke();
        assertThat(revoked).isEmpty();

        runEventLoop();

        assertThat(revoked).extracting(Failure::kind).containsExactly(Failure.Kind.TOO_MANY);
        assertThat(budget.revokedBytes()).isZero();
    }

    @Test
    void a_share_that_was_revoked_does_not_refuse_what_a_later_share_holds() {
        memory.hold(HELD);
        var other = revoke();
        memory.hold(0);
        other.close();
        memory.hold(HELD);

        runEventLoop();

        assertThat(revoked).isEmpty();
        assertThat(budget.taken()).isEqualTo(HELD);
    }

    /** Takes so much of the budget that the stream's share is revoked. */
    private BodyBudget.Share revoke() {
        ticker.advance(BodyBudgetTest.MIN_AGE);
        var other = budget.open(false, full -> {});
        other.take(BodyBudgetTest.MOST - HELD / 2);
        assertThat(eventLoop).hasSize(1);
        return other;
    }

    private void runEventLoop() {
        while (!eventLoop.isEmpty()) {
            eventLoop.poll().run();
        }
    }
}
