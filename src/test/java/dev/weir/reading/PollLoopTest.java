package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollLoopTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final PollScheduler scheduler = new PollScheduler(2, Ticker.systemTicker());
    private final List<String> done = new ArrayList<>();
    private final AtomicReference<Throwable> defect = new AtomicReference<>();
    private Runnable onPoll = () -> {};
    private final PollLoop loop = scheduler.loop(
            () -> {
                done.add("poll");
                onPoll.run();
            },
            defect::set);

    @AfterEach
    void stop() {
        scheduler.stop();
    }

    @Test
    void poll_happens_when_the_loop_is_woken_and_not_again_by_itself() {
        loop.wake();
        finish();

        assertThat(done).containsExactly("poll");
    }

    @Test
    void poll_that_is_due_later_happens_later() {
        var polledTwice = new CompletableFuture<Void>();
        onPoll = () -> {
            if (done.size() == 1) {
                loop.pollAfter(Duration.ofMillis(1));
            } else {
                polledTwice.complete(null);
            }
        };

        loop.wake();

        join(polledTwice);
        finish();
        assertThat(done).hasSize(2);
    }

    @Test
    void waking_replaces_the_poll_that_is_due_later() {
        var replaced = new CompletableFuture<Void>();
        onPoll = () -> {
            loop.pollAfter(done.size() == 1 ? Duration.ofMillis(20) : HOUR);
            if (done.size() == 2) {
                // Due after the poll that was replaced.
                loop.runAfter(Duration.ofMillis(40), () -> replaced.complete(null));
            }
        };

        loop.wake();
        loop.wake();

        join(replaced);
        finish();
        assertThat(done).hasSize(2);
    }

    @Test
    void back_off_makes_the_loop_idle_until_it_is_woken() {
        onPoll = () -> {
            done.add(loop.isIdle() ? "idle" : "busy");
            loop.backOff(HOUR);
            done.add(loop.isIdle() ? "idle" : "busy");
        };

        loop.wake();
        finish();

        assertThat(done.subList(0, 3)).containsExactly("poll", "busy", "idle");
    }

    @Test
    void back_off_is_short_at_first_and_never_longer_than_its_limit() {
        var polledOften = new CompletableFuture<Void>();
        onPoll = () -> {
            if (done.size() == 20) {
                polledOften.complete(null);
            } else {
                loop.backOff(Duration.ofMillis(2));
            }
        };

        loop.wake();

        join(polledOften);
    }

    @Test
    void closed_loop_neither_polls_nor_runs_tasks() {
        var refused = new CompletableFuture<Void>();
        loop.run(() -> {
            loop.wake();
            loop.run(() -> done.add("task"));
            loop.run(() -> done.add("task"), () -> done.add("queued task"));
            loop.pollAfter(Duration.ZERO);
            loop.close();
        });
        Deadlines.await("the loop to be closed").until(() -> {
            var closed = new CompletableFuture<Boolean>();
            loop.run(() -> closed.complete(false), () -> closed.complete(true));
            return closed.get(1, TimeUnit.SECONDS);
        });
        loop.run(() -> done.add("task"), () -> refused.complete(null));

        join(refused);
        assertThat(done).containsExactly("queued task");
    }

    @Test
    void result_of_a_stage_is_used_on_the_strand_unless_the_loop_is_closed() {
        var late = new CompletableFuture<String>();
        loop.run(CompletableFuture.completedStage("now"), (result, thrown) -> done.add(result));
        loop.run(
                CompletableFuture.failedStage(new IllegalStateException("failed")),
                (result, thrown) -> done.add(thrown.getMessage()));
        loop.run(late, (result, thrown) -> done.add(result));
        loop.run(loop::close);
        finish();
        late.complete("late");

        assertThat(done).containsExactly("now", "failed");
    }

    @Test
    void defect_of_a_poll_is_reported_once_and_the_loop_continues() {
        onPoll = () -> {
            if (done.size() == 1) {
                throw new IllegalStateException("defect");
            }
        };

        loop.wake();
        loop.wake();
        finish();

        assertThat(defect.get()).hasMessage("defect");
        assertThat(done).hasSize(2);
    }

    /** Returns when all tasks that were enqueued before are done. */
    private void finish() {
        var last = new CompletableFuture<Void>();
        loop.run(() -> last.complete(null), () -> last.complete(null));
        join(last);
    }

    private static void join(CompletableFuture<?> future) {
        assertThat(future).succeedsWithin(Deadlines.seconds(30));
    }
}
