package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Reads liveness and readiness; no load may make them fail, except for a broker that a busy machine delays. */
record Probes(Http http, Tally tally) implements Workload {

    private static final String OF_THE_BROKER = "Kafka did not answer in time";

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(500);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        for (var probe : List.of("live", "ready")) {
            var answer = http.get("probes", "/q/health/" + probe);
            if (answer.statusCode() != 200
                    && !(probe.equals("ready") && answer.body().contains(OF_THE_BROKER))) {
                tally.complain("/q/health/" + probe + ": " + answer.statusCode() + " " + answer.body());
            }
        }
    }
}
