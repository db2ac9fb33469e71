package dev.weir.cli.group;

import picocli.CommandLine.Command;

/** The word before the commands about one group. */
@Command(
        name = "group",
        description = "Shows, resets and deletes consumer groups.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kafka-cli group describe billing",
            "  kafka-cli group reset billing --to earliest --topic orders",
            "  kafka-cli group reset --help"
        })
public final class GroupCommand {}
