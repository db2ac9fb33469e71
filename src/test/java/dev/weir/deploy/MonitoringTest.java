package dev.weir.deploy;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Requests;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard, the alerts and their document name metrics and labels that a running Weir has. */
@QuarkusTest
@TestProfile(MonitoringTest.AsNode.class)
@ExtendWith(OwnTopic.class)
class MonitoringTest {

    /** A Weir that is the only node of a cluster, which has the metrics of nodes too. */
    public static final class AsNode implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "weir.cluster.name",
                    "monitoring",
                    "weir.cluster.url",
                    "http://127.0.0.1:8080",
                    "weir.cluster.topic",
                    "weir.instances-monitoring");
        }
    }

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    /** Added by Prometheus to what it scrapes. */
    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

    private static final Pattern METRIC = Pattern.compile("\\b(?:weir|http|jvm|process|kafka)_[a-z0-9_]+");
    private static final Pattern SELECTOR = Pattern.compile("(" + METRIC + ")\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(=~|=|!=)\"([^\"]*)\"");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern SAMPLE_LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void each_metric_and_label_exists(TestTopic topic) throws IOException {
        use(topic);
        awaitLateMetrics();

        var samples = samples();
        for (var query : queries()) {
            assertThat(missing(query, samples)).as(query).isEmpty();
        }
    }

    @Test
    void what_does_not_exist_is_found(TestTopic topic) {
        use(topic);
        var samples = samples();

        assertThat(missing("rate(weir_produce_records_totals{job=\"weir\"}[1m])", samples))
                .containsExactly("weir_produce_records_totals");
        assertThat(missing("weir_produce_records_total{ack=\"all\"}", samples))
                .containsExactly("weir_produce_records_total{ack=\"all\"}");
        assertThat(missing("weir_produce_records_total{acks=\"al\"}", samples))
                .containsExactly("weir_produce_records_total{acks=\"al\"}");
        assertThat(missing("weir_produce_failures_total{kind=~\"no.+\", acks!=\"all\"}", samples))
                .isEmpty();
    }

    @Test
    void the_document_lists_metrics_that_exist(TestTopic topic) throws IOException {
        use(topic);
        awaitLateMetrics();
        var names = samples().keySet().stream()
                .flatMap(name -> Stream.of(name, name.replaceFirst("_(count|sum|bucket)$", "")))
                .collect(Collectors.toSet());
        // DocumentedNamesTest compares Weir's own with the sources; this one appears with the first redrive.
        names.add("weir_dead_letters_redriven_total");

        assertThat(found(METRIC, Files.readString(Path.of("docs", "monitoring.md"))))
                .isNotEmpty()
                .isSubsetOf(names);
    }

    @Test
    void the_document_explains_every_alert() throws IOException {
        var rows = found(Pattern.compile("(?m)^\\| Weir\\w+ \\|"), Files.readString(Path.of("docs", "monitoring.md")));

        assertThat(rows)
                .isEqualTo(MonitoringQueries.ofAlerts().keySet().stream()
                        .map(alert -> "| " + alert + " |")
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void no_two_panels_have_the_same_place_or_number() throws IOException {
        Set<String> places = new TreeSet<>();
        for (var panel : MonitoringQueries.panels()) {
            assertThat(places.add(panel.path("id").asText()))
                    .as(panel.toString())
                    .isTrue();
            var grid = panel.path("gridPos");
            assertThat(grid.path("x").asInt() + grid.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < grid.path("w").asInt(); x++) {
                for (int y = 0; y < grid.path("h").asInt(); y++) {
                    var place =
                            (grid.path("x").asInt() + x) + "/" + (grid.path("y").asInt() + y);
                    assertThat(places.add(place)).as(panel.toString()).isTrue();
                }
            }
        }
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>(MonitoringQueries.ofDashboard().values());
        queries.addAll(MonitoringQueries.ofAlerts().values());
        return queries;
    }

    /** Those that appear with the first fetch of a channel, and with the first pause of the garbage collector. */
    private static void awaitLateMetrics() {
        System.gc();
        await().atMost(TIMEOUT).until(() -> samples()
                .keySet()
                .containsAll(Set.of("kafka_consumer_fetch_manager_records_lag_max", "jvm_gc_pause_seconds_sum")));
    }

    /** Requests of each kind, so that the metrics of requests have their labels. */
    private static void use(TestTopic topic) {
        for (var name : List.of(topic.name(), "web_log", topic + "-none")) {
            Requests.sending("text/plain", "x").post("/topics/" + name + "/records");
        }
        given().get("/topics/" + topic + "/records").then().statusCode(200);
    }

    /** Metrics and selectors of a query without a sample. */
    private static List<String> missing(String query, Map<String, List<Map<String, String>>> samples) {
        List<String> missing = new ArrayList<>(found(METRIC, query));
        missing.removeAll(samples.keySet());
        SELECTOR.matcher(query)
                .results()
                .filter(selector -> samples.containsKey(selector.group(1)))
                .filter(selector ->
                        samples.get(selector.group(1)).stream().noneMatch(labels -> selects(selector, labels)))
                .forEach(selector -> missing.add(selector.group()));
        return missing;
    }

    private static boolean selects(MatchResult selector, Map<String, String> labels) {
        return LABEL.matcher(selector.group(2))
                .results()
                .filter(label -> !LABELS_OF_PROMETHEUS.contains(label.group(1)))
                .allMatch(label -> labels.containsKey(label.group(1))
                        && switch (label.group(2)) {
                            case "=" -> labels.get(label.group(1)).equals(label.group(3));
                            case "!=" -> !labels.get(label.group(1)).equals(label.group(3));
                            default -> labels.get(label.group(1)).matches(label.group(3));
                        });
    }

    /** The labels of each sample, by the name of the metric. */
    private static Map<String, List<Map<String, String>>> samples() {
        Map<String, List<Map<String, String>>> samples = new TreeMap<>();
        SAMPLE.matcher(given().get("/q/metrics").asString()).results().forEach(sample -> {
            Map<String, String> labels = new TreeMap<>();
            if (sample.group(2) != null) {
                SAMPLE_LABEL
                        .matcher(sample.group(2))
                        .results()
                        .forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            samples.computeIfAbsent(sample.group(1), name -> new ArrayList<>()).add(labels);
        });
        assertThat(samples).isNotEmpty();
        return samples;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
