package dev.weir.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The results as a table for people and as JSON for programs. */
final class Report {

    private static final String HEAD = """
            | case | records/s (least to most) | of Kafka's own | CPU a record, Weir | broker | p50 | p99 | p99.9 | RSS | threads |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private static final String FIGURES = """
            | what | median (least to most) |
            |---|---|
            """;

    private static final String FLOOR = """
            | case, of the floor | CPU a record | records/s | p50 | p99 |
            |---|---|---|---|---|
            """;

    private static final String KEYS = """
            | case, beside the same without keys | CPU a record, more | of it |
            |---|---|---|
            """;

    private static final String FORWARDS = """
            | case, beside the same at the owner | CPU a record, all Weirs and the broker | all Weirs | records/s |
            |---|---|---|---|
            """;

    private final Results results;
    private final Figures figures;
    private final Generator generator;

    Report(Results results, Figures figures, Generator generator) {
        this.results = results;
        this.figures = figures;
        this.generator = generator;
    }

    /** Writes {@code benchmark.md} and {@code benchmark.json}, and returns the former. */
    String writeTo(Path directory) throws IOException {
        var table = new StringBuilder(Machine.now() + "\n" + generator.sentence() + "\n\n" + HEAD);
        var json = new LinkedHashMap<String, Object>();
        json.put("machine", Machine.now());
        json.put("generator", generator);
        for (var each : results.cases()) {
            table.append(row(each));
            json.put(each.name(), fields(each));
        }
        if (results.cases().stream().anyMatch(each -> each.floor() != null)) {
            table.append("\n").append(FLOOR);
        }
        results.cases().stream().filter(each -> each.floor() != null).forEach(each -> table.append(floor(each)));
        var keyed =
                results.cases().stream().filter(each -> each.keyless() != null).toList();
        if (!keyed.isEmpty()) {
            table.append("\n").append(KEYS);
            keyed.forEach(each -> table.append(keys(each)));
        }
        var forwarded =
                results.cases().stream().filter(each -> each.direct() != null).toList();
        if (!forwarded.isEmpty()) {
            table.append("\n").append(FORWARDS);
            forwarded.forEach(each -> table.append(forwards(each)));
        }
        table.append("\n").append(FIGURES);
        var whole = new LinkedHashMap<String, Object>();
        for (var each : figures.measured()) {
            table.append(line(each.title(), spread(figures.of(each), each::text)));
            whole.put(each.field(), figures.of(each));
        }
        json.put("whole", whole);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("benchmark.md"), table);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("benchmark.json").toFile(), json);
        return table.toString();
    }

    private String row(Case each) {
        var rate = results.of(each, Measure::recordsPerSecond);
        return line(
                each.name(),
                spread(rate, "%,.0f"::formatted),
                each.isReference() ? "1" : ratio(each),
                micros(results.of(each, Measure::cpuPerRecord).median()),
                micros(results.of(each, Measure::brokerCpuPerRecord).median()),
                latency(each, Latency::p50),
                latency(each, Latency::p99),
                latency(each, Latency::p999),
                "%.0f MB"
                        .formatted(results.of(each, measure -> measure.usage().residentMegabytes())
                                .median()),
                "%.0f"
                        .formatted(results.of(each, measure -> measure.usage().threads())
                                .median()));
    }

    private String keys(Case each) {
        return line(
                each.name(),
                spread(results.difference(each, each.keyless(), Measure::cpuPerRecord), Report::micros),
                spread(results.ratio(each, each.keyless(), Measure::cpuPerRecord), "%.2f"::formatted));
    }

    private String forwards(Case each) {
        return line(
                each.name(),
                direct(each, Measure::wholeCpuPerRecord),
                direct(each, Measure::cpuPerRecord),
                direct(each, Measure::recordsPerSecond));
    }

    private String direct(Case each, ToDoubleFunction<Measure> what) {
        return spread(results.ratio(each, each.direct(), what), "%.2f"::formatted);
    }

    private String floor(Case each) {
        return line(
                each.name(),
                floor(each, Measure::cpuPerRecord),
                floor(each, Measure::recordsPerSecond),
                floor(each, measure -> measure.latency().p50()),
                floor(each, measure -> measure.latency().p99()));
    }

    private String floor(Case each, ToDoubleFunction<Measure> what) {
        return spread(results.ratio(each, each.floor(), what), "%.2f"::formatted);
    }

    private String ratio(Case each) {
        return spread(results.ratio(each), "%.2f"::formatted);
    }

    private String latency(Case each, ToDoubleFunction<Latency> which) {
        if (!results.hasLatency(each)) {
            return "";
        }
        return "%.2f ms".formatted(micros(each, which).median() / 1_000);
    }

    private Spread micros(Case each, ToDoubleFunction<Latency> which) {
        return results.of(each, measure -> which.applyAsDouble(measure.latency()));
    }

    private Map<String, Object> fields(Case each) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("records_per_second", results.of(each, Measure::recordsPerSecond));
        fields.put("service_cpu_micros_per_record", results.of(each, Measure::cpuPerRecord));
        fields.put("broker_cpu_micros_per_record", results.of(each, Measure::brokerCpuPerRecord));
        fields.put("resident_megabytes", results.of(each, measure -> measure.usage()
                .residentMegabytes()));
        fields.put("threads", results.of(each, measure -> measure.usage().threads()));
        if (!each.isReference()) {
            fields.put("reference", each.reference().name());
            fields.put("ratio", results.ratio(each));
        }
        if (each.floor() != null) {
            fields.put("floor", each.floor().name());
            fields.put("cpu_of_the_floor", results.ratio(each, each.floor(), Measure::cpuPerRecord));
            fields.put("records_of_the_floor", results.ratio(each, each.floor(), Measure::recordsPerSecond));
        }
        if (each.keyless() != null) {
            fields.put("keyless", each.keyless().name());
            fields.put("cpu_more_than_keyless", results.difference(each, each.keyless(), Measure::cpuPerRecord));
        }
        if (each.direct() != null) {
            fields.put("direct", each.direct().name());
            fields.put("whole_cpu_of_direct", results.ratio(each, each.direct(), Measure::wholeCpuPerRecord));
        }
        if (results.hasLatency(each)) {
            fields.put("latency_micros_p50", micros(each, Latency::p50));
            fields.put("latency_micros_p90", micros(each, Latency::p90));
            fields.put("latency_micros_p99", micros(each, Latency::p99));
            fields.put("latency_micros_p99.9", micros(each, Latency::p999));
            fields.put("latency_micros_most", micros(each, Latency::most));
        }
        return fields;
    }

    private static String spread(Spread spread, DoubleFunction<String> text) {
        return "%s (%s to %s)"
                .formatted(text.apply(spread.median()), text.apply(spread.least()), text.apply(spread.most()));
    }

    private static String micros(double value) {
        return "%.1f us".formatted(value);
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
