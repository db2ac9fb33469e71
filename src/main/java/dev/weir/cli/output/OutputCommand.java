package dev.weir.cli.output;

import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import picocli.CommandLine.Option;

/** A command that writes what it finds in the format of the user's choice. */
public abstract class OutputCommand extends KafkaCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Output format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    /** Writes to the console. */
    protected OutputCommand(CliConsole console) {
        super(console);
    }

    /** The format of the output. */
    protected final OutputFormat format() {
        return format;
    }
}
