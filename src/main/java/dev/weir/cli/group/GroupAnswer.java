package dev.weir.cli.group;

import dev.weir.cli.Answer;
import dev.weir.cli.CliFailure;
import dev.weir.cli.Exit;
import dev.weir.model.Failure;
import java.util.concurrent.CompletionStage;

/** Waits for answers about groups, where what does not exist is the group and not a topic. */
final class GroupAnswer {

    private GroupAnswer() {}

    /** The answer; a group that is not there is {@link Exit#FAILED}. */
    static <T> T of(CompletionStage<T> stage) {
        try {
            return Answer.of(stage);
        } catch (Failure failure) {
            throw failure.kind() == Failure.Kind.NOT_FOUND
                    ? new CliFailure(Exit.FAILED, failure.getMessage(), failure)
                    : failure;
        }
    }
}
