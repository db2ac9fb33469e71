package dev.weir.cli.group;

import dev.weir.cli.connection.Await;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionStage;

/** Waits for operations on groups, whose exit code must not be that of an unknown topic. */
final class GroupAwait {

    private GroupAwait() {}

    /** The value of the stage; an unknown group is {@link ExitCode#FAILED}. */
    static <T> T result(CompletionStage<T> stage) {
        try {
            return Await.result(stage);
        } catch (Failure failure) {
            throw failure.kind() == Failure.Kind.NOT_FOUND
                    ? new CliException(ExitCode.FAILED, failure.getMessage(), failure)
                    : failure;
        }
    }
}
