package dev.weir.cli.output;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.TextWidth;
import dev.weir.model.Printable;
import java.util.List;
import java.util.Map;

/** The details of one topic or group, in a form for each output format. */
public interface DetailView {

    /** The fields of the whole, by their label in a table. */
    Map<String, String> summary();

    /** One row per partition. */
    Table partitions();

    /** All details, for JSON. */
    Map<String, Object> toMap();

    /**
     * Writes several views.
     *
     * @param combined one row per partition of all views, for CSV
     */
    static void print(List<? extends DetailView> views, Table combined, CliConsole console, OutputFormat format) {
        switch (format) {
            case JSON ->
                console.line(JsonOutput.of(views.stream().map(DetailView::toMap).toList()));
            case NDJSON -> views.forEach(each -> console.line(JsonOutput.of(each.toMap())));
            case CSV -> combined.print(console, OutputFormat.CSV);
            case TABLE -> views.forEach(each -> show(each, console));
        }
    }

    private static void show(DetailView view, CliConsole console) {
        view.summary()
                .forEach((name, value) -> console.line(TextWidth.padded(name, 12) + " " + Printable.escape(value)));
        view.partitions().print(console, OutputFormat.TABLE);
        console.line("");
    }
}
