package dev.weir.cli.terminal;

import java.util.EnumSet;
import java.util.Set;

/** Detects which standard streams are a terminal; Java only knows it of all of them together. */
final class TerminalDetector {

    /** Set by the script {@code kafka-cli}: the digits 0, 1 and 2 of the streams that are a terminal. */
    private static final String PROPERTY = "weir.cli.terminals";

    private TerminalDetector() {}

    /** Without the script no stream counts as a terminal: no colour is better than colour in a file. */
    static Set<StandardStream> ofProcess() {
        var fromScript = System.getProperty(PROPERTY, "");
        var terminals = EnumSet.noneOf(StandardStream.class);
        for (var stream : StandardStream.values()) {
            if (fromScript.indexOf(stream.descriptor()) >= 0) {
                terminals.add(stream);
            }
        }
        return terminals;
    }
}
