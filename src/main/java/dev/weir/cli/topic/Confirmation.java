package dev.weir.cli.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.CliConsole;
import dev.weir.cli.CliException;
import dev.weir.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks somebody who sits at a terminal before what cannot be undone; a script is taken at its word. */
final class Confirmation {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask, not even on a terminal.")
    private boolean given;

    /** Returns when it may be done; throws when it may not. */
    void to(String deed, CliConsole console) {
        if (given || !console.isTerminal(CliConsole.Stream.IN) || !console.isTerminal(CliConsole.Stream.ERR)) {
            return;
        }
        console.prompt(deed + " for ever? [y/N] ");
        if (!line(console).strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CliException(ExitCode.FAILED, "Nothing was done");
        }
    }

    private static String line(CliConsole console) {
        var line = new ByteArrayOutputStream();
        try {
            for (int b = console.in().read();
                    b >= 0 && b != '\n';
                    b = console.in().read()) {
                line.write(b);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return line.toString(UTF_8);
    }
}
