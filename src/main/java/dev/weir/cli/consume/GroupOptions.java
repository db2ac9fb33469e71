package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
import dev.weir.model.GroupId;
import picocli.CommandLine.Option;

/** For whom it is read. */
final class GroupOptions {

    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            description = "Read as a member of a group. Default: for nobody; then nothing is committed.")
    private String group;

    @Option(
            names = "--commit",
            paramLabel = "WHEN",
            description =
                    "When the group is told how far it has got, which is never before it is written out: each second "
                            + "(auto; default), after each record (each), when all is done (end), or never.")
    private CommitMode commit;

    /** Null for nobody. */
    String group() {
        if (group == null && commit != null) {
            throw CliException.usage("--commit is for a group; say which with --group");
        }
        return group == null ? null : new GroupId(group).value();
    }

    CommitMode commit() {
        return commit == null ? CommitMode.AUTO : commit;
    }
}
