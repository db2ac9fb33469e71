package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Subscribes to patterns that are costly to compile or to match. */
final class PatternBombs implements Workload {

    private static final List<String> PATTERNS = List.of(
            "((x{1000}){1000}){1000}",
            "(x+x+)+y",
            "((((((((x{10}){10}){10}){10}){10}){10}){10}){10})",
            "x{1000}{1000}",
            "(" + "x|".repeat(100_000) + "x)",
            "(".repeat(50_000),
            "[");

    private final int port;
    private final Http http;
    private final Tally tally;
    private int sent;

    PatternBombs(int port, Http http, Tally tally) {
        this.port = port;
        this.http = http;
        this.tally = tally;
    }

    @Override
    public String name() {
        return "pattern-bombs";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(500);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        var address = "/consumers/soak-patterns/instances/i";
        if (http.post("instance", "/consumers/soak-patterns", "{\"name\":\"i\"}")
                        .statusCode()
                != 200) {
            return;
        }
        subscribe(address, PATTERNS.get(sent % PATTERNS.size()));
        sent++;
        http.delete("instance", address);
    }

    private void subscribe(String address, String pattern) throws IOException {
        var body = "{\"topic_pattern\":\"" + pattern + "\"}";
        long begun = System.nanoTime();
        int status;
        try (var connection = new Wire(port)) {
            connection.send("POST %s/subscription HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            .formatted(address)
                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
            status = connection.status();
            if (HostileRequests.isFault(status) || status == Tally.NONE) {
                tally.complain("pattern bomb: " + status + " " + connection.rest());
            }
        }
        tally.add("hostile pattern", status, System.nanoTime() - begun);
    }
}
