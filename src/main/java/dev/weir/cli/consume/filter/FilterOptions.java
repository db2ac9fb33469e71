package dev.weir.cli.consume.filter;

import dev.weir.cli.text.RawText;
import dev.weir.reading.filter.FilterExpression;
import dev.weir.reading.filter.JsonPath;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that select records, and a part of their values. */
public final class FilterOptions {

    @Option(
            names = {"-k", "--key"},
            paramLabel = "TEXT",
            description = "Only records with this key; '~RE2' for keys that contain a match of the pattern.")
    private RawText key;

    @Option(
            names = {"-v", "--value"},
            paramLabel = "TEXT",
            description = "Only records with this value; '~RE2' for values that contain a match of the pattern.")
    private RawText value;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=TEXT",
            description = "Only records with this header: NAME, NAME=TEXT or 'NAME~RE2'. May be given more than once.")
    private List<RawText> headers = List.of();

    @Option(
            names = {"-w", "--where"},
            paramLabel = "EXPRESSION",
            description = "Only records for which this holds, such as 'value.total > 100 && headers.region == \"eu\"'.")
    private String where;

    @Option(
            names = {"-s", "--select"},
            paramLabel = "PATH",
            description = "Only this part of JSON values, such as .a.b[0] or /a/b/0; records without it are skipped.")
    private String path;

    /** Null for all records. */
    public RecordFilter filter() {
        List<RecordFilter> filters = new ArrayList<>();
        if (key != null) {
            filters.add(RecordFilter.key(key.text()));
        }
        if (value != null) {
            filters.add(RecordFilter.value(value.text()));
        }
        headers.forEach(header -> filters.add(RecordFilter.header(header.text())));
        if (where != null) {
            filters.add(FilterExpression.parse(where)::matches);
        }
        return RecordFilter.all(filters);
    }

    /** Null for the whole value. */
    public JsonPath path() {
        return path == null ? null : JsonPath.parse(path);
    }
}
