package dev.weir.cli.topic;

import picocli.CommandLine.Command;

/** The word before the commands about one topic. */
@Command(
        name = "topic",
        description = "Makes, shows, changes, empties and deletes topics.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic create orders --partitions 6",
            "  kafka-cli topic describe orders",
            "  kafka-cli topic create --help"
        })
public final class TopicCommand {}
