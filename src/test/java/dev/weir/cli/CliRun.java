package dev.weir.cli;

import java.util.List;

/**
 * The result of a command.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
public record CliRun(int exit, String out, String err) {

    /** The lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** Standard output; the test fails if the command failed. */
    public String ok() {
        if (exit != 0) {
            throw new AssertionError("Exit code " + exit + "\n" + err + out);
        }
        return out;
    }
}
