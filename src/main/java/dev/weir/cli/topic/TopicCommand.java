package dev.weir.cli.topic;

import picocli.CommandLine.Command;

/** Parent of the {@code topic} subcommands. */
@Command(
        name = "topic",
        description = "Creates, describes, alters, truncates and deletes topics.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic create orders --partitions 6",
            "  kafka-cli topic describe orders",
            "  kafka-cli topic create --help"
        })
public final class TopicCommand {}
