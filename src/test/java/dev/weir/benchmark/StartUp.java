package dev.weir.benchmark;

import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Starts Weir as the README says, until it responds to a record with 200. */
final class StartUp {

    /** The name by which the pattern of cases finds it. */
    static final String NAME = "start to the first 200";

    private static final Map<String, String> SETTINGS = Map.of("quarkus.log.level", "WARN");

    private final String bootstrapServers;
    private final Request request;

    StartUp(String bootstrapServers, Request request) {
        this.bootstrapServers = bootstrapServers;
        this.request = request;
    }

    /** A Weir that is ready, started in the same way. */
    WeirProcess ready(String name) {
        return ready(name, Map.of());
    }

    /** The same with settings of its own. */
    WeirProcess ready(String name, Map<String, String> settings) {
        var all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        return WeirProcess.startScript(Path.of("."), name, bootstrapServers, all);
    }

    /**
     * The figures of one start; Weir has ended when this returns.
     *
     * <p>A request is sent every millisecond: without a pause, requests would take one of the cores that the start
     * needs. Fails where an earlier start has left no archive of its classes.
     */
    Map<Figure, Double> measure() {
        long begun = System.nanoTime();
        try (var weir = WeirProcess.launchScript(Path.of("."), "benchmark-start", bootstrapServers, SETTINGS)) {
            Deadlines.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !weir.isRunning() || status(weir.port()) == 200);
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (!weir.isRunning()) {
                throw new IllegalStateException("Weir did not come up; see " + weir.logFile());
            }
            var usage = Usage.of(weir.pid());
            if (!weir.maps().contains(".jsa\n")) {
                throw new IllegalStateException("Weir was started without an archive; see " + weir.logFile());
            }
            return Map.of(Figure.START, seconds, Figure.START_CPU, usage.cpuSeconds(), Figure.START_MEMORY, (double)
                    usage.residentMegabytes());
        }
    }

    /** The status of one request; 0 where the port is closed. */
    private int status(int port) {
        try {
            var address =
                    URI.create("http://127.0.0.1:" + port + request.path()).toURL();
            var connection = (HttpURLConnection) address.openConnection();
            connection.setReadTimeout(10_000);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", request.contentType());
            connection.setDoOutput(true);
            connection.getOutputStream().write(request.body().getBytes());
            return connection.getResponseCode();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
