package dev.weir.violations.cli.output;

import dev.weir.violations.cli.terminal.CyclicConsole;

/** Half of a cycle between two sub-packages of the command line. */
public final class CyclicTable {

    CyclicConsole console() {
        return new CyclicConsole();
    }
}
