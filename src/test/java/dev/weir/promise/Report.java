package dev.weir.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The table of all runs of this JVM, in {@code target/promise.md}. */
final class Report {

    private static final Path FILE = Path.of("target", "promise.md");
    private static final List<String> ROWS = new ArrayList<>();

    private Report() {}

    /** Adds a row. */
    static synchronized void add(String scenario, History history, Violations violations, String remark) {
        if (ROWS.isEmpty()) {
            var titles = titles();
            ROWS.add(row(titles));
            ROWS.add(row(Collections.nCopies(titles.size(), "---")));
        }
        var row = row(cells(scenario, history, violations, remark));
        ROWS.add(row);
        System.out.println(row);
        try {
            Files.write(FILE, ROWS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> titles() {
        var titles = new ArrayList<>(List.of("scenario", "sent", "ok", "fail", "unknown"));
        Arrays.stream(Rule.values()).map(Rule::plural).forEach(titles::add);
        titles.addAll(List.of("recovery", "longest silence", "longest outage", "p99", "slowest", "remark"));
        return titles;
    }

    private static List<String> cells(String scenario, History history, Violations violations, String remark) {
        var timings = new Timings(history);
        var cells = new ArrayList<>(
                List.of(scenario, Integer.toString(history.attempts().size())));
        for (var ending : Ending.values()) {
            cells.add(Long.toString(history.attempts().stream()
                    .filter(attempt -> attempt.ending() == ending)
                    .count()));
        }
        for (var rule : Rule.values()) {
            cells.add(Integer.toString(violations.of(rule).size()));
        }
        cells.add(timings.recoveries().stream().map(Timings.Recovery::toString).collect(Collectors.joining(", ")));
        cells.add(Timings.seconds(timings.longestSilence()));
        cells.add(Timings.seconds(timings.longestOutage()));
        cells.add(Timings.seconds(timings.percentile(99)));
        cells.add(Timings.seconds(timings.percentile(100)));
        cells.add(remark);
        return cells;
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
