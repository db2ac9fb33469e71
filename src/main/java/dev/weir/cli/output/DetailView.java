package dev.weir.cli.output;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.Text;
import dev.weir.cli.terminal.TextWidth;
import java.util.List;
import java.util.Map;

/** All that there is to know of one thing, to be shown as a person or as a program wants it. */
public interface DetailView {

    /** What is said once about all of it, by the name it has for a person. */
    Map<String, String> head();

    /** A row for each of its partitions. */
    Table partitions();

    /** The whole as a JSON object. */
    Map<String, Object> object();

    /**
     * Writes several.
     *
     * @param together a row for each partition of all of them, for formats that have nothing but rows
     */
    static void print(List<? extends DetailView> portraits, Table together, CliConsole console, OutputFormat format) {
        switch (format) {
            case JSON ->
                console.line(
                        JsonOutput.of(portraits.stream().map(DetailView::object).toList()));
            case NDJSON -> portraits.forEach(each -> console.line(JsonOutput.of(each.object())));
            case CSV -> together.print(console, OutputFormat.CSV);
            case TABLE -> portraits.forEach(each -> show(each, console));
        }
    }

    private static void show(DetailView portrait, CliConsole console) {
        portrait.head()
                .forEach((name, value) -> console.line(TextWidth.padded(name, 12) + " " + Text.onOneLine(value)));
        portrait.partitions().print(console, OutputFormat.TABLE);
        console.line("");
    }
}
