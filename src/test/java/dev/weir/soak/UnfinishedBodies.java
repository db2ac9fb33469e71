package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Many connections whose bodies of almost 2 MB never end; some send a byte from time to time. */
record UnfinishedBodies(int port, Tally tally, Duration time) implements Workload {

    private static final int CONNECTIONS = 130;
    private static final int SENT = 1_900_000;
    private static final Duration DRIP = Duration.ofMillis(500);

    @Override
    public String name() {
        return "unfinished-bodies";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void step() {
        List<Wire> wires = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                begin(wires, i);
            }
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                wires.forEach(UnfinishedBodies::drip);
                LockSupport.parkNanos(DRIP.toNanos());
            }
        } finally {
            wires.forEach(UnfinishedBodies::leave);
        }
    }

    private void begin(List<Wire> wires, int i) {
        long begun = System.nanoTime();
        var type = i % 3 == 0 ? "application/x-ndjson" : i % 3 == 1 ? "application/json" : "text/plain";
        var address = i % 3 == 1 ? "/topics/web_log" : "/topics/web_log/records";
        try {
            var connection = new Wire(port);
            wires.add(connection);
            connection.send(
                    "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n{\"value\":\""
                            .formatted(address, type, SENT + 100_000));
            connection.send(new byte[SENT]);
        } catch (IOException refused) {
            tally.add("hostile body without an end", Tally.NONE, System.nanoTime() - begun);
        }
    }

    private static void drip(Wire connection) {
        try {
            connection.send(" ");
        } catch (IOException refused) {
            leave(connection);
        }
    }

    private static void leave(Wire connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }
}
