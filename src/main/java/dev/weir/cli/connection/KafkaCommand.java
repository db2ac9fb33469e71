package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliConsole;
import picocli.CommandLine.Mixin;

/** A command that connects to brokers. */
public abstract class KafkaCommand {

    protected final CliConsole console;

    @Mixin
    protected final ConnectionOptions connection;

    /** Writes to the console. */
    protected KafkaCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }
}
