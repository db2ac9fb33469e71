package dev.weir.kafka;

import dev.weir.model.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Waits until a broker shows a change that the controller has confirmed, so that the next request finds it.
 *
 * <p>The controller confirms a change when its log has it; brokers apply that log a moment later, and a busy one later
 * still. Without an answer that shows the change the wait ends after a second, because the change is made all the same.
 */
public final class ChangeVisibility {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long INTERVAL_MILLIS = 20;
    private static final Executor LATER = CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);

    private ChangeVisibility() {}

    /**
     * Completes when the change is visible or a second has passed; never fails.
     *
     * @param question asked again and again
     * @param isVisible decides by what the question has brought; of its two arguments one is null
     */
    public static <T> CompletionStage<Void> await(
            Supplier<CompletionStage<T>> question, BiPredicate<T, Failure> isVisible) {
        var seen = new CompletableFuture<Void>();
        ask(question, isVisible, seen);
        return seen.completeOnTimeout(null, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> void ask(
            Supplier<CompletionStage<T>> question, BiPredicate<T, Failure> isVisible, CompletableFuture<Void> seen) {
        question.get().whenComplete((found, thrown) -> {
            if (isVisible.test(found, thrown == null ? null : KafkaFailures.ofRead(thrown))) {
                seen.complete(null);
            } else if (!seen.isDone()) {
                LATER.execute(() -> ask(question, isVisible, seen));
            }
        });
    }
}
