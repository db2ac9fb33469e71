package dev.weir.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself, which has commands and does nothing alone. */
@Command(
        name = "kafka-cli",
        versionProvider = VersionProvider.class,
        description = "Reads, writes and administers Apache Kafka from the command line.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topics --brokers localhost:9092",
            "  kafka-cli topic create orders --partitions 6",
            "  kafka-cli produce orders --key-delimiter :",
            "  kafka-cli consume orders --from earliest --exit -o ndjson",
            "  kafka-cli doctor",
            "",
            "Exit codes: 0 done, 1 a record or the whole failed, 2 no broker, 3 no such topic, 64 a wrong command line.",
            "The old spelling (-list, -query, -consume, -produce with -brokers, -topic ..) is understood as well."
        })
final class RootCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what the command takes, with examples.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;
}
