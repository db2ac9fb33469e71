package dev.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.model.Failure;
import dev.weir.testing.Deadlines;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdminDeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void no_request_is_sent_while_the_cluster_is_unavailable() {
        var calls = new AdminDeadline(StaticClusterMonitor.unavailable(), SHORT);

        assertThat(failure(calls.read(this::answer)).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(failure(calls.write(this::answer)).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(asked).hasValue(0);
    }

    @Test
    void a_result_is_returned() {
        var calls = new AdminDeadline(StaticClusterMonitor.available(), SHORT);

        assertThat(calls.read(this::answer).await().indefinitely()).isEqualTo("answer");
    }

    @Test
    void a_read_that_times_out_fails_as_unavailable() {
        var calls = new AdminDeadline(StaticClusterMonitor.available(), SHORT);

        assertThat(failure(calls.read(CompletableFuture::new)).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    @Test
    void a_write_that_times_out_has_an_unknown_outcome() {
        var calls = new AdminDeadline(StaticClusterMonitor.available(), SHORT);

        assertThat(failure(calls.write(CompletableFuture::new)).kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void a_failure_is_returned_unchanged() {
        var calls = new AdminDeadline(StaticClusterMonitor.available(), SHORT);
        var refusal = Failure.of(Failure.Kind.CONFLICT, "There already");

        assertThat(failure(calls.write(() -> CompletableFuture.failedStage(refusal))))
                .isSameAs(refusal);
        assertThat(failure(calls.write(() -> {
                    throw refusal;
                })))
                .isSameAs(refusal);
    }

    private CompletionStage<String> answer() {
        asked.incrementAndGet();
        return CompletableFuture.completedStage("answer");
    }

    private static Failure failure(Uni<?> call) {
        return catchThrowableOfType(Failure.class, () -> call.await().atMost(Deadlines.seconds(5)));
    }
}
