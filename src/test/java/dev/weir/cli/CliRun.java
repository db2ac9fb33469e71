package dev.weir.cli;

import java.util.List;

/**
 * How a command ended.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CliRun(int exit, String out, String err) {

    /** The lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** Standard output, or a failed test where the command failed. */
    public String ok() {
        if (exit != 0) {
            throw new AssertionError("Exit code " + exit + "\n" + err + out);
        }
        return out;
    }
}
