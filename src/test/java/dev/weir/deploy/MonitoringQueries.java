package dev.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The expressions of the dashboard and of the alerts in {@code deploy}. */
final class MonitoringQueries {

    static final Path RULES = Path.of("deploy", "prometheus", "weir.rules.yml");
    private static final Path DASHBOARD = Path.of("deploy", "grafana", "weir.json");

    private MonitoringQueries() {}

    /** By the title of their panel, with values for the variables that Grafana has. */
    static Map<String, String> ofDashboard() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (var panel : dashboard().path("panels")) {
            for (var target : panel.path("targets")) {
                var expression = target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "10s")
                        .replace("$job", "weir")
                        .replace("$instance", ".+");
                assertThat(expression).doesNotContain("$");
                queries.put(
                        panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        expression);
            }
        }
        assertThat(queries).isNotEmpty();
        return queries;
    }

    /** By the name of the alert. */
    static Map<String, String> ofAlerts() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (var group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
            for (var rule : group.path("rules")) {
                queries.put(rule.path("alert").asText(), rule.path("expr").asText());
            }
        }
        assertThat(queries).isNotEmpty();
        return queries;
    }

    /** The parts of the dashboard that have a place. */
    static List<JsonNode> panels() throws IOException {
        return dashboard().path("panels").valueStream().toList();
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DASHBOARD.toFile());
    }
}
