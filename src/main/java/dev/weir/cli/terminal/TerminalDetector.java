package dev.weir.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Detects which standard streams are a terminal; Java only knows it of all of them together. */
final class TerminalDetector {

    /** Set by the script {@code kafka-cli}: the digits 0, 1 and 2 of the streams that are a terminal. */
    private static final String PROPERTY = "weir.cli.terminals";

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** The devices of terminals on Linux: windows and remote sessions, virtual consoles, serial lines. */
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console|hvc\\d+)");

    private TerminalDetector() {}

    /** As the script says; without the script, as the system shows. */
    static Set<StandardStream> ofProcess() {
        var fromScript = System.getProperty(PROPERTY);
        return fromScript == null ? of(DESCRIPTORS) : of(fromScript);
    }

    private static Set<StandardStream> of(String digits) {
        var terminals = EnumSet.noneOf(StandardStream.class);
        for (var stream : StandardStream.values()) {
            if (digits.indexOf(stream.descriptor()) >= 0) {
                terminals.add(stream);
            }
        }
        return terminals;
    }

    /**
     * The streams whose link leads to a terminal.
     *
     * @param descriptors a directory with a link for each descriptor, named by its digit; without it no stream counts
     *     as a terminal: no colour is better than colour in a file
     */
    static Set<StandardStream> of(Path descriptors) {
        var terminals = EnumSet.noneOf(StandardStream.class);
        for (var stream : StandardStream.values()) {
            if (isTerminal(descriptors.resolve(String.valueOf(stream.descriptor())))) {
                terminals.add(stream);
            }
        }
        return terminals;
    }

    private static boolean isTerminal(Path link) {
        try {
            return TERMINAL.matcher(Files.readSymbolicLink(link).toString()).matches();
        } catch (IOException unknown) {
            return false;
        }
    }
}
