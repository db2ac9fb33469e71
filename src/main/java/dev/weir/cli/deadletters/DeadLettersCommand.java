package dev.weir.cli.deadletters;

import picocli.CommandLine.Command;

/** Parent of the {@code dead-letters} subcommands. */
@Command(
        name = "dead-letters",
        description = "Lists dead letters, shows one, and sends them back.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kafka-cli dead-letters list",
            "  kafka-cli dead-letters show orders.dead:0:4",
            "  kafka-cli dead-letters redrive orders.dead --cause timeout --execute"
        })
public final class DeadLettersCommand {}
