package dev.weir.cli.terminal;

import java.util.EnumSet;
import java.util.Set;

/** Finds out which streams of the process are a terminal, which Java cannot tell one by one. */
final class TerminalDetector {

    /** Set by the script {@code kafka-cli}: the digits 0, 1 and 2 for those that are one. */
    private static final String PROPERTY = "weir.cli.terminals";

    private TerminalDetector() {}

    /** Without the script nothing is taken for a terminal: no colour is better than colour in a file. */
    static Set<CliConsole.Stream> ofProcess() {
        var told = System.getProperty(PROPERTY, "");
        var terminals = EnumSet.noneOf(CliConsole.Stream.class);
        for (var stream : CliConsole.Stream.values()) {
            if (told.indexOf(stream.digit()) >= 0) {
                terminals.add(stream);
            }
        }
        return terminals;
    }
}
