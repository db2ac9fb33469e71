package dev.weir.cli.key;

import picocli.CommandLine.Command;

/** Parent of the {@code key} subcommands. */
@Command(
        name = "key",
        description = "Creates API keys for clients of Weir.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  kafka-cli key new orders-app --role orders --file /etc/weir/keys"})
public final class KeyCommand {}
