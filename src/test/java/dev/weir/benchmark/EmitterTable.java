package dev.weir.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** JMH's results as a Markdown table. */
final class EmitterTable {

    private static final String HEAD = """
            | under way | producer, records/s | emitter, records/s | of the producer |
            |---|---|---|---|
            """;

    private EmitterTable() {}

    /**
     * A row for each number of records in flight.
     *
     * @param results the array that JMH writes as JSON
     */
    static String of(JsonNode results) throws IOException {
        var table = new StringBuilder(Machine.now() + "\n\n" + HEAD);
        for (var inFlight : everyUnderWay(results)) {
            var raw = metric(results, "raw", inFlight);
            var emitter = metric(results, "emitter", inFlight);
            table.append("| %s | %s | %s | %.2f |\n"
                    .formatted(
                            inFlight,
                            text(raw),
                            text(emitter),
                            emitter.get("score").doubleValue()
                                    / raw.get("score").doubleValue()));
        }
        return table.toString();
    }

    private static Set<String> everyUnderWay(JsonNode results) {
        var all = new LinkedHashSet<String>();
        results.forEach(each -> all.add(inFlight(each)));
        return all;
    }

    private static JsonNode metric(JsonNode results, String method, String inFlight) {
        return StreamSupport.stream(results.spliterator(), false)
                .filter(each -> each.get("benchmark").textValue().endsWith("." + method))
                .filter(each -> inFlight(each).equals(inFlight))
                .map(each -> each.get("primaryMetric"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "JMH has no result of %s with %s under way".formatted(method, inFlight)));
    }

    private static String inFlight(JsonNode result) {
        return result.get("params").get("inFlight").textValue();
    }

    private static String text(JsonNode metric) {
        return "%,.0f ± %,.0f"
                .formatted(
                        metric.get("score").doubleValue(),
                        metric.get("scoreError").doubleValue());
    }
}
