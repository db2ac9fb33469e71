package dev.weir.access;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.TestIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures the processor time of a start, to its readiness, with and without an issuer of tokens, in pairs; not part of
 * the suite. It needs the packaged Weir.
 */
class IssuerStartMeasurement {

    private static final int PAIRS = 12;

    @Test
    void processor_time_of_a_start_with_and_without_an_issuer() throws Exception {
        var broker = TestBroker.another("issuer-start");
        broker.start();
        try (var issuer = new TestIssuer()) {
            var servers = broker.bootstrapServers();
            var none = Map.<String, String>of();
            var with = Map.of("quarkus.oidc.auth-server-url", issuer.url(), "weir.access.orders.may", "describe");
            // The first stop writes the class archive.
            millis("none", servers, none);
            millis("with", servers, with);
            List<Long> without = new ArrayList<>();
            List<Long> configured = new ArrayList<>();
            List<Long> differences = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean isFirst = pair % 2 == 0;
                long first = isFirst ? millis("none", servers, none) : millis("with", servers, with);
                long second = isFirst ? millis("with", servers, with) : millis("none", servers, none);
                without.add(isFirst ? first : second);
                configured.add(isFirst ? second : first);
                differences.add(isFirst ? second - first : first - second);
            }
            System.out.printf(
                    "Processor time of a start, ms: without an issuer %s, with one %s, differences of %d pairs %s%n",
                    spread(without), spread(configured), PAIRS, spread(differences));
        } finally {
            broker.close();
        }
    }

    private static long millis(String name, String servers, Map<String, String> settings) {
        try (var weir = WeirProcess.startScript(Path.of("."), "issuer-start-" + name, servers, settings)) {
            return ProcessHandle.of(weir.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toMillis)
                    .orElseThrow();
        }
    }

    /** The median, the least and the most. */
    private static String spread(List<Long> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return "%d (%d to %d)".formatted(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
