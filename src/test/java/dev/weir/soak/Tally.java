package dev.weir.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** All responses of a run by kind of request and status, with the violations; safe for use by many threads. */
final class Tally {

    /** The status of a request whose connection ended without a response. */
    static final int NONE = 0;

    private static final int SHOWN = 20;
    private static final long MAX_MICROS = 300_000_000;

    private final SortedMap<String, Row> rows = new TreeMap<>();
    private final Map<String, Integer> complaints = new LinkedHashMap<>();

    /** The requests of one kind. */
    static final class Row {

        private final SortedMap<Integer, Long> statuses = new TreeMap<>();
        private final Histogram micros = new Histogram(MAX_MICROS, 2);

        long count() {
            return micros.getTotalCount();
        }

        SortedMap<Integer, Long> statuses() {
            return statuses;
        }

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1_000.0;
        }

        /** The requests with the status that the client expects. */
        long served() {
            return statuses.headMap(300).tailMap(200).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    synchronized void add(String kind, int status, long nanos) {
        var row = rows.computeIfAbsent(kind, first -> new Row());
        row.statuses.merge(status, 1L, Long::sum);
        row.micros.recordValue(Math.min(nanos / 1_000, MAX_MICROS));
    }

    /** Adds a violation; equal ones are counted. */
    synchronized void complain(String words) {
        complaints.merge(words.replaceAll("\\s+", " "), 1, Integer::sum);
    }

    synchronized SortedMap<String, Row> rows() {
        return new TreeMap<>(rows);
    }

    /** The first violations, with the count of each. */
    synchronized List<String> complaints() {
        var lines = new ArrayList<String>();
        complaints.entrySet().stream()
                .limit(SHOWN)
                .forEach(entry -> lines.add(entry.getValue() + " times: " + entry.getKey()));
        if (complaints.size() > SHOWN) {
            lines.add("and " + (complaints.size() - SHOWN) + " others");
        }
        return lines;
    }
}
