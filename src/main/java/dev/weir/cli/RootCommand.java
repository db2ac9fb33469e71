package dev.weir.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The parent of all commands. */
@Command(
        name = "kafka-cli",
        versionProvider = RootCommand.VersionProvider.class,
        description = "Produces, consumes and administers Apache Kafka from the command line.",
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
            "Exit codes: 0 success, 1 a record or the command failed, 2 no broker, 3 unknown topic, 64 invalid command line.",
            "The older syntax (-list, -query, -consume, -produce with -brokers, -topic ..) is accepted, too."
        })
final class RootCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show options and examples.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    /** The version of Weir, which is also that of kafka-cli. */
    static final class VersionProvider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = VersionProvider.class.getPackage().getImplementationVersion();
            return new String[] {"kafka-cli " + (version == null ? "(a build without a version)" : version)};
        }
    }
}
