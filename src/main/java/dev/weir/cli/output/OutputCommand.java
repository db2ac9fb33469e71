package dev.weir.cli.output;

import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import picocli.CommandLine.Mixin;

/** A command that writes what it finds in the format of the user's choice. */
public abstract class OutputCommand extends KafkaCommand {

    @Mixin
    private OutputOptions output;

    /** Writes to the console. */
    protected OutputCommand(CliConsole console) {
        super(console);
    }

    /** The format of the output. */
    protected final OutputFormat format() {
        return output.format();
    }
}
