package dev.weir.cli.output;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.TextWidth;
import dev.weir.model.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows with named columns, printed in any {@link OutputFormat}.
 *
 * <p>Column names are those of JSON fields, such as {@code end_offset}; a table shows {@code END-OFFSET}. A cell is
 * null, a string, a number, a boolean, or a list or map of these.
 */
public final class Table {

    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";
    private static final String ABSENT = "-";

    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; the number of cells must be the number of columns. */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
        }
        rows.add(Arrays.asList(cells.clone()));
        return this;
    }

    /** Writes all rows. */
    public void print(CliConsole console, OutputFormat format) {
        switch (format) {
            case TABLE -> printAligned(console);
            case CSV -> {
                console.line(String.join(",", columns));
                rows.forEach(row -> console.line(row.stream().map(Table::quoted).collect(Collectors.joining(","))));
            }
            case NDJSON -> toMaps().forEach(row -> console.line(JsonOutput.of(row)));
            case JSON -> console.line(JsonOutput.of(toMaps()));
        }
    }

    /** The rows as maps, to be part of a larger JSON value. */
    public List<Map<String, Object>> toMaps() {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    IntStream.range(0, row.size()).forEach(i -> object.put(columns.get(i), row.get(i)));
                    return object;
                })
                .toList();
    }

    private void printAligned(CliConsole console) {
        var titles = columns.stream().map(Table::title).toList();
        var lines = rows.stream()
                .map(row -> row.stream().map(Table::shown).toList())
                .toList();
        var widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        TextWidth.of(titles.get(i)),
                        lines.stream()
                                .mapToInt(line -> TextWidth.of(line.get(i)))
                                .max()
                                .orElse(0)))
                .toArray();
        var header = aligned(titles, widths);
        console.line(console.isColoured() ? BOLD + header + RESET : header);
        lines.forEach(line -> console.line(aligned(line, widths)));
    }

    /** Columns that have only numbers are aligned right. */
    private String aligned(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            var padding = " ".repeat(widths[i] - TextWidth.of(cells.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(isNumeric(i) ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(cell -> cell == null || cell instanceof Number)
                && rows.stream().anyMatch(row -> row.get(column) != null);
    }

    private static String title(String column) {
        return column.toUpperCase(Locale.ROOT).replace('_', '-');
    }

    private static String shown(Object cell) {
        if (cell instanceof List<?> list) {
            return list.isEmpty() ? ABSENT : list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return cell == null || cell.equals("") ? ABSENT : Printable.escape(cell.toString());
    }

    private static String quoted(Object cell) {
        var text = cell == null
                ? ""
                : cell instanceof List<?> || cell instanceof Map<?, ?> ? JsonOutput.of(cell) : cell + "";
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
