package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
import dev.weir.model.GroupId;
import picocli.CommandLine.Option;

/** The options for the consumer group. */
final class GroupOptions {

    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            description = "Read as a member of this group. Default: no group; then nothing is committed.")
    private String group;

    @Option(
            names = "--commit",
            paramLabel = "WHEN",
            description =
                    "When offsets are committed, always after the records are written: every second (auto; default), "
                            + "after each record (each), at the end (end), or never.")
    private CommitMode commit;

    /** Null for no group. */
    String group() {
        if (group == null && commit != null) {
            throw CliException.usage("--commit needs --group");
        }
        return group == null ? null : new GroupId(group).value();
    }

    CommitMode commit() {
        return commit == null ? CommitMode.AUTO : commit;
    }
}
