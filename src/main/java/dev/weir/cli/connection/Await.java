package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the rooms are asked; a person at a prompt has nothing else to do. */
public final class Await {

    /** For all steps of a question together; each has its own, shorter patience. */
    private static final int TIMEOUT_SECONDS = 10;

    private Await() {}

    /** The answer, or what the stage failed with. */
    public static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
        } catch (TimeoutException late) {
            throw Failure.of(
                    Failure.Kind.UNKNOWN_OUTCOME,
                    "Kafka did not answer within %d s; what was asked for may have been done"
                            .formatted(TIMEOUT_SECONDS));
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, "Interrupted");
        }
    }
}
