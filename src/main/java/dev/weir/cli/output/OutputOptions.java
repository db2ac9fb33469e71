package dev.weir.cli.output;

import picocli.CommandLine.Option;

/** The option that says what the data looks like; mixed into commands that show tables. */
public final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "What it looks like: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    /** What the user wants to see. */
    public OutputFormat format() {
        return format;
    }
}
