package dev.weir.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks for confirmation before an operation that cannot be undone; only on a terminal, a script is not asked. */
public final class ConfirmationOptions {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation.")
    private boolean confirmed;

    /**
     * Returns when the user has agreed.
     *
     * @param action what is about to be done, as the beginning of a question
     * @throws CliException {@link ExitCode#FAILED} when the user has not
     */
    public void require(String action, CliConsole console) {
        if (confirmed || !console.isTerminal(StandardStream.IN) || !console.isTerminal(StandardStream.ERR)) {
            return;
        }
        console.prompt(action + "? This cannot be undone. [y/N] ");
        if (!line(console).strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CliException(ExitCode.FAILED, "Not confirmed; nothing was changed");
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
