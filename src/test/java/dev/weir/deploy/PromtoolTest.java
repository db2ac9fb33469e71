package dev.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weir.testing.ForeignPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus's own tool parses the alerts and the queries of the dashboard. */
class PromtoolTest {

    @TempDir
    Path directory;

    @BeforeEach
    void need() {
        ForeignPrograms.need("promtool");
    }

    @Test
    void the_alerts_are_valid() throws IOException, InterruptedException {
        assertThat(check(MonitoringQueries.RULES))
                .contains("SUCCESS: " + MonitoringQueries.ofAlerts().size() + " rules found");
    }

    /** The tool checks rules, so each query is made one. */
    @Test
    void the_queries_of_the_dashboard_are_valid() throws IOException, InterruptedException {
        var rules = MonitoringQueries.ofDashboard().entrySet().stream()
                .map(query -> new TreeMap<>(
                        Map.of("record", "panel:" + query.getKey().replaceAll("\\W", "_"), "expr", query.getValue())))
                .toList();
        var file = directory.resolve("dashboard.rules.yml");
        new YAMLMapper().writeValue(file.toFile(), Map.of("groups", List.of(Map.of("name", "panels", "rules", rules))));

        assertThat(check(file)).contains("SUCCESS: " + rules.size() + " rules found");
    }

    private String check(Path rules) throws IOException, InterruptedException {
        return ForeignPrograms.run(
                Files.createTempFile(directory, "promtool", ".log"), "promtool", "check", "rules", rules.toString());
    }
}
