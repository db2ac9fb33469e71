package dev.weir.cli.output;

import picocli.CommandLine.Option;

/** The option {@code --output}; mixed into commands that show tables. */
public final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Output format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    /** The format of the output. */
    public OutputFormat format() {
        return format;
    }
}
