package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Sends all {@link Hostile} requests one after the other; each is rejected with a message, or its connection closed.
 */
final class HostileRequests implements Workload {

    private static final int OF_A_STEP = 5;

    private final int port;
    private final Tally tally;
    private final List<Hostile> requests;
    private int sent;

    HostileRequests(int port, Tally tally, List<Hostile> requests) {
        this.port = port;
        this.tally = tally;
        this.requests = List.copyOf(requests);
    }

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(100);
    }

    @Override
    public void step() {
        for (int i = 0; i < OF_A_STEP; i++) {
            send(requests.get(sent % requests.size()));
            sent++;
        }
    }

    private void send(Hostile request) {
        var name = "hostile " + request.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        long begun = System.nanoTime();
        int status = Tally.NONE;
        try (var connection = new Wire(port)) {
            connection.send(request.request());
            status = connection.status();
            if (isFault(status)) {
                tally.complain(name + ": " + status + " " + connection.rest());
            }
        } catch (IOException closed) {
            // Weir need not read the rest of a rejected request.
        }
        tally.add(name, status, System.nanoTime() - begun);
    }

    static boolean isFault(int status) {
        return status >= 500 && status != 503 && status != 504;
    }
}
