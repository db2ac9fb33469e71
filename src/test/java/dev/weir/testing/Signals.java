package dev.weir.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs that heed signals in shells that have theirs ignored.
 *
 * <p>A process that a shell starts with {@code &} ignores SIGINT, and so do its children, down to the programs under
 * test: a JVM leaves a signal alone that was ignored when it began.
 */
public final class Signals {

    private static final List<List<String>> WAYS = List.of(
            List.of("env", "--default-signal=INT"),
            List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec { $ARGV[0] } @ARGV or die \"$ARGV[0]: $!\\n\"", "--"));

    private Signals() {}

    /** A command that does the same and ends on SIGINT, wherever this JVM was started. */
    public static List<String> heeding(List<String> command) {
        if (!areIgnoredHere()) {
            return command;
        }
        for (var way : WAYS) {
            if (works(way)) {
                var heeding = new ArrayList<>(way);
                heeding.addAll(command);
                return heeding;
            }
        }
        throw new AssertionError(
                "This shell has its programs ignore SIGINT, as after '&' or nohup, and there is neither an env that"
                        + " knows --default-signal nor a perl to undo that: run the tests in the foreground");
    }

    private static boolean works(List<String> way) {
        var trial = new ArrayList<>(way);
        trial.add("true");
        try {
            return new ProcessBuilder(trial)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether a child of this JVM begins with SIGINT, the second of the kernel's bits, ignored. */
    private static boolean areIgnoredHere() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .anyMatch(bits -> (Long.parseUnsignedLong(bits, 16) & 2) != 0);
        } catch (IOException elsewhere) {
            // Where the kernel does not report it, resetting the signal does no harm.
            return true;
        } catch (RuntimeException broken) {
            throw new UncheckedIOException(new IOException("/proc/self/status is not as expected", broken));
        }
    }
}
