package dev.weir.produce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private final List<List<String>> passed = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private List<String> current;
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void tasks_of_one_pass_of_an_event_loop_go_together_and_in_order() throws Exception {
        var handover = new Handover(this::pass);

        onEventLoop(() -> {
            handover.add(task("a"));
            handover.add(task("b"));
            handover.add(task("c"));
        });

        assertThat(passed).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void tasks_of_the_next_pass_go_by_themselves() throws Exception {
        var handover = new Handover(this::pass);

        onEventLoop(() -> handover.add(task("a")));
        onEventLoop(() -> handover.add(task("b")));

        assertThat(passed).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void tasks_of_other_threads_go_at_once() {
        var handover = new Handover(this::pass);

        handover.add(task("a"));
        handover.add(task("b"));

        assertThat(passed).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void tasks_that_the_sending_thread_does_not_take_are_refused() throws Exception {
        var handover = new Handover(task -> Uni.createFrom().failure(new RejectedExecutionException("closed")));

        onEventLoop(() -> {
            handover.add(task("a"));
            handover.add(task("b"));
        });

        assertThat(refused).containsExactly("a: closed", "b: closed");
    }

    /** Returns when the tasks that the work has given to the event loop have run. */
    private void onEventLoop(Runnable work) throws InterruptedException, ExecutionException, TimeoutException {
        var done = new CompletableFuture<Void>();
        var context = vertx.getOrCreateContext();
        context.runOnContext(now -> {
            work.run();
            context.runOnContext(later -> done.complete(null));
        });
        done.get(30, TimeUnit.SECONDS);
    }

    private Uni<Void> pass(Runnable task) {
        return Uni.createFrom().item(() -> {
            current = new ArrayList<>();
            task.run();
            passed.add(current);
            return null;
        });
    }

    private Handover.Task task(String name) {
        return new Handover.Task() {
            @Override
            public void run() {
                current.add(name);
            }

            @Override
            public void refused(Throwable thrown) {
                refused.add(name + ": " + thrown.getMessage());
            }
        };
    }
}
