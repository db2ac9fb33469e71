package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Clients of streams: some read to the end, some read slowly, some disconnect within the response. */
final class PassingReaders implements Workload {

    private static final Duration SLOW = Duration.ofMillis(20);

    private final int port;
    private final Tally tally;
    private final String name;
    private final List<String> topics;
    private int visits;

    PassingReaders(int port, Tally tally, String name, List<String> topics) {
        this.port = port;
        this.tally = tally;
        this.name = name;
        this.topics = topics;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void step() throws IOException {
        visits++;
        var topic = topics.get(visits % topics.size());
        switch (visits % 5) {
            case 0 -> visit(topic + "/records?from=-100", "application/json", 0, false);
            case 1 -> visit(topic + "/records?from=earliest", "text/event-stream", 20_000, true);
            case 2 -> visit(topic + "/records?from=earliest&follow=true", "application/x-ndjson", 5_000, false);
            case 3 -> slowly(topic + "/records?from=earliest", "text/event-stream");
            default -> visit(topic + "/records?from=earliest", "text/event-stream", 1, true);
        }
    }

    /** Reads so many bytes, or all where that is 0, and disconnects. */
    private void visit(String address, String type, int bytes, boolean isCut) throws IOException {
        long begun = System.nanoTime();
        try (var connection = begin(address, type)) {
            note(connection, begun);
            if (bytes == 0) {
                connection.rest();
            } else {
                connection.read(bytes);
            }
            if (isCut) {
                connection.cut();
            }
        }
    }

    private void slowly(String address, String type) throws IOException {
        long begun = System.nanoTime();
        try (var connection = begin(address, type)) {
            note(connection, begun);
            for (int i = 0; i < 100; i++) {
                connection.read(50);
                LockSupport.parkNanos(SLOW.toNanos());
            }
            connection.cut();
        }
    }

    private Wire begin(String address, String type) throws IOException {
        var connection = new Wire(port);
        connection.send("GET /topics/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: %s\r\n\r\n"
                .formatted(address, type));
        return connection;
    }

    private void note(Wire connection, long begun) throws IOException {
        int status = connection.status();
        tally.add(name, status, System.nanoTime() - begun);
        if (status != 200 && status != 429 && status != 503) {
            tally.complain(name + ": " + status + " " + connection.rest());
        }
    }
}
