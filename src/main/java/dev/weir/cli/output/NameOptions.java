package dev.weir.cli.output;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.model.NamePage;
import dev.weir.model.NameSelection;
import picocli.CommandLine.Option;

/** The options that select names; mixed into commands that list topics or groups. */
public final class NameOptions {

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only names that begin with this text.")
    private String prefix;

    @Option(
            names = "--contains",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only names that contain this text, in upper or lower case.")
    private String contains;

    @Option(names = "--after", paramLabel = "NAME", description = "Only names after this one.")
    private String after;

    @Option(names = "--limit", paramLabel = "N", description = "At most this number of names, 1 to 1000.")
    private Integer limit;

    /** The names that are wanted. */
    public NameSelection selection() {
        return new NameSelection(prefix, contains, after, limit);
    }

    /** Prints how to get the next page, if there is one. */
    public void notice(CliConsole console, NamePage<?> page) {
        if (page.next() != null) {
            console.notice("There are more; list them with --after '%s'".formatted(page.next()));
        }
    }
}
