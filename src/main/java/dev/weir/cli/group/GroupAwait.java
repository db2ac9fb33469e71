package dev.weir.cli.group;

import dev.weir.cli.connection.Await;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionStage;

/** Waits for answers about groups, where what does not exist is the group and not a topic. */
final class GroupAwait {

    private GroupAwait() {}

    /** The answer; a group that is not there is {@link ExitCode#FAILED}. */
    static <T> T of(CompletionStage<T> stage) {
        try {
            return Await.of(stage);
        } catch (Failure failure) {
            throw failure.kind() == Failure.Kind.NOT_FOUND
                    ? new CliException(ExitCode.FAILED, failure.getMessage(), failure)
                    : failure;
        }
    }
}
