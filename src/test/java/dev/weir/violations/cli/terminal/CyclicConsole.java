package dev.weir.violations.cli.terminal;

import dev.weir.violations.cli.output.CyclicTable;

/** The other half of the cycle. */
public final class CyclicConsole {

    boolean shows(Object data) {
        return data instanceof CyclicTable;
    }
}
