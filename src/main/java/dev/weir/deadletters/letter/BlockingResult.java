package dev.weir.deadletters.letter;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for results on threads that may block. */
public final class BlockingResult {

    private static final long TIMEOUT_SECONDS = 10;

    private BlockingResult() {}

    /**
     * The result of a stage.
     *
     * @throws Failure that of the stage, or {@link Failure.Kind#UNAVAILABLE} after ten seconds
     */
    public static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw Failure.unavailable("Weir shuts down");
        } catch (ExecutionException | TimeoutException failed) {
            throw KafkaFailures.ofRead(failed);
        }
    }
}
