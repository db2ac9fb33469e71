package dev.weir.cli.group;

import picocli.CommandLine.Command;

/** Parent of the {@code group} subcommands. */
@Command(
        name = "group",
        description = "Describes, resets and deletes consumer groups.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kafka-cli group describe billing",
            "  kafka-cli group reset billing --to earliest --topic orders",
            "  kafka-cli group reset --help"
        })
public final class GroupCommand {}
