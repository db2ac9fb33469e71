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
    void nothing_is_asked_while_the_cluster_is_away() {
        var calls = new AdminDeadline(StaticClusterMonitor.gone(), SHORT);

        assertThat(failure(calls.read(this::answer)).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(failure(calls.write(this::answer)).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(asked).hasValue(0);
    }

    @Test
    void an_answer_is_passed_on() {
        var calls = new AdminDeadline(StaticClusterMonitor.beating(), SHORT);

        assertThat(calls.read(this::answer).await().indefinitely()).isEqualTo("answer");
    }

    @Test
    void a_question_without_an_answer_in_time_found_kafka_unavailable() {
        var calls = new AdminDeadline(StaticClusterMonitor.beating(), SHORT);

        assertThat(failure(calls.read(CompletableFuture::new)).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    @Test
    void a_command_without_an_answer_in_time_may_have_been_done() {
        var calls = new AdminDeadline(StaticClusterMonitor.beating(), SHORT);

        assertThat(failure(calls.write(CompletableFuture::new)).kind()).isEqualTo(Failure.Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void a_failure_stays_what_it_is() {
        var calls = new AdminDeadline(StaticClusterMonitor.beating(), SHORT);
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
