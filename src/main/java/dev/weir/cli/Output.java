package dev.weir.cli;

import picocli.CommandLine.Option;

/** The option that says what the data looks like; mixed into commands that show tables. */
public final class Output {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "What it looks like: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    /** What the user wants to see. */
    public Format format() {
        return format;
    }
}
