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
 * <p>The controller confirms a change when its log has it; brokers apply that log later. The wait ends after a second
 * even if no response shows the change, because the change is made.
 */
public final class ChangeVisibility {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long INTERVAL_MILLIS = 20;
    private static final Executor LATER = CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);

    private ChangeVisibility() {}

    /**
     * Completes when the change is visible or a second has passed; never fails.
     *
     * @param request repeated until its result shows the change
     * @param isVisible decides by the result or the failure of the request, of which one is null
     */
    public static <T> CompletionStage<Void> await(
            Supplier<CompletionStage<T>> request, BiPredicate<T, Failure> isVisible) {
        var seen = new CompletableFuture<Void>();
        ask(request, isVisible, seen);
        return seen.completeOnTimeout(null, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> void ask(
            Supplier<CompletionStage<T>> request, BiPredicate<T, Failure> isVisible, CompletableFuture<Void> seen) {
        request.get().whenComplete((found, thrown) -> {
            if (isVisible.test(found, thrown == null ? null : KafkaFailures.ofRead(thrown))) {
                seen.complete(null);
            } else if (!seen.isDone()) {
                LATER.execute(() -> ask(request, isVisible, seen));
            }
        });
    }
}
