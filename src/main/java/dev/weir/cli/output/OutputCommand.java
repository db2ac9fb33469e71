package dev.weir.cli.output;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliConsole;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that connects to brokers and writes what it finds in the format of the user's choice. */
public abstract class OutputCommand implements Callable<Integer> {

    protected final CliConsole console;

    @Mixin
    protected final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    /** Writes to the console. */
    protected OutputCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    /** The format of the output. */
    protected final OutputFormat format() {
        return output.format();
    }
}
