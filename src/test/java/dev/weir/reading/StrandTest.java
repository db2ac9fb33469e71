package dev.weir.reading;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrandTest {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    private final PollScheduler threads = new PollScheduler(2, Ticker.systemTicker());

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void tasks_are_done_one_after_the_other_in_their_order() throws InterruptedException {
        var strand = threads.strand(defect -> {});
        // Not safe for use by many threads: a strand is.
        List<Integer> done = new ArrayList<>();
        var last = new CountDownLatch(1);

        for (int i = 0; i < 10_000; i++) {
            int number = i;
            strand.run(() -> done.add(number));
        }
        strand.run(last::countDown);

        assertThat(last.await(Deadlines.inSeconds(30), TimeUnit.SECONDS)).isTrue();
        assertThat(done).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void strands_do_not_wait_for_each_other_while_a_thread_is_free() throws InterruptedException {
        var release = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        threads.strand(defect -> {}).run(() -> awaitUninterruptibly(release));

        threads.strand(defect -> {}).run(other::countDown);

        assertThat(other.await(Deadlines.inSeconds(30), TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    @Test
    void a_defect_is_reported_and_the_next_task_runs() throws InterruptedException {
        var told = new AtomicReference<Throwable>();
        var next = new CountDownLatch(1);
        var strand = threads.strand(told::set);

        strand.run(() -> {
            throw new IllegalStateException("defect");
        });
        strand.run(next::countDown);

        assertThat(next.await(Deadlines.inSeconds(30), TimeUnit.SECONDS)).isTrue();
        assertThat(told.get()).hasMessage("defect");
    }

    @Test
    void a_delayed_task_runs_unless_the_strand_is_closed() {
        List<String> done = new ArrayList<>();
        var strand = threads.strand(defect -> {});

        strand.later(Duration.ofMillis(1), () -> done.add("later"));
        await().atMost(TIMEOUT).until(() -> done.contains("later"));

        strand.close();
        assertThat(strand.run(() -> done.add("never"))).isFalse();
        assertThat(done).containsExactly("later");
    }

    @Test
    void the_poll_interval_grows_with_the_number_of_consumers() {
        var alone = threads.strand(defect -> {});
        assertThat(threads.pollInterval()).isEqualTo(Duration.ofMillis(5));

        var many = IntStream.range(0, 399)
                .mapToObj(i -> threads.strand(defect -> {}))
                .toList();
        assertThat(threads.pollInterval()).isEqualTo(Duration.ofMillis(200));

        many.forEach(Strand::close);
        alone.close();
        assertThat(threads.pollInterval()).isEqualTo(Duration.ofMillis(5));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            if (!latch.await(Deadlines.inSeconds(30), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody has released it");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
