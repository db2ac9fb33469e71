package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocks until the services of the features complete; a command has nothing else to do meanwhile. */
public final class Await {

    /** Covers all steps of one call; each step has its own, shorter timeout. */
    private static final int TIMEOUT_SECONDS = 10;

    private Await() {}

    /** The value of the stage; throws the exception that the stage failed with. */
    public static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
        } catch (TimeoutException late) {
            throw Failure.of(
                    Failure.Kind.UNKNOWN_OUTCOME,
                    "Kafka did not answer within %d s; the operation may still have been executed"
                            .formatted(TIMEOUT_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, "Interrupted");
        }
    }
}
