package dev.weir.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a run, on standard output and in {@code target/soak.md}. */
final class SoakReport {

    private static final Path FILE = Path.of("target", "soak.md");
    private static final int ROWS = 30;

    private final List<String> lines = new ArrayList<>();

    /** The resources of the process at rest before and after, and under load in between. */
    void samples(Sample before, List<Sample> underLoad, Sample after) {
        lines.addAll(List.of("| when | RSS | heap alive | threads | descriptors |", "|---|---|---|---|---|"));
        row("at rest, after the warm-up", before);
        int step = Math.max(1, underLoad.size() / ROWS);
        for (int i = 0; i < underLoad.size(); i += step) {
            row("after " + underLoad.get(i).seconds() + " s of load", underLoad.get(i));
        }
        row("at rest, in the end", after);
        lines.add("");
    }

    private void row(String when, Sample sample) {
        lines.add("| %s | %d MB | %s | %d | %d |"
                .formatted(
                        when,
                        sample.residentKilobytes() / 1024,
                        sample.heapKilobytes() == 0 ? "" : sample.heapKilobytes() / 1024 + " MB",
                        sample.threads(),
                        sample.descriptors()));
    }

    /** Requests by kind. */
    void requests(Map<String, Tally.Row> rows) {
        lines.addAll(List.of("| requests | number | p50 | p99 | most | by status |", "|---|---|---|---|---|---|"));
        rows.forEach((kind, row) -> lines.add("| %s | %d | %.1f ms | %.1f ms | %.1f ms | %s |"
                .formatted(kind, row.count(), row.millis(50), row.millis(99), row.millis(100), statuses(row))));
        lines.add("");
    }

    private static String statuses(Tally.Row row) {
        return row.statuses().entrySet().stream()
                .map(entry -> (entry.getKey() == Tally.NONE ? "no answer" : entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    void remark(String remark) {
        lines.add(remark);
    }

    void print() throws IOException {
        lines.forEach(System.out::println);
        Files.write(FILE, lines);
    }
}
