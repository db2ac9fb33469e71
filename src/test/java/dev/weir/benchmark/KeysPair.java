package dev.weir.benchmark;

import dev.weir.access.ApiKey;
import dev.weir.promise.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Two Weirs, of which one asks its clients for keys. Both serve nothing but their own case, since a JVM that has served
 * more is faster than any cost of a key.
 */
final class KeysPair implements AutoCloseable {

    /** As long as the other Weir is warmed up by its cases. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final int CONNECTIONS = 32;

    /** One of the two and the request that it accepts. */
    record Side(WeirProcess weir, Request request) {

        /** The load by which both are measured, whose requests can have a header. */
        Load load() {
            return new HttpLoad(weir.port(), request, CONNECTIONS, true);
        }
    }

    private final Side without;
    private final Side with;

    private KeysPair(Side without, Side with) {
        this.without = without;
        this.with = with;
    }

    /** Starts and warms up both. */
    static KeysPair start(StartUp startUp, Path directory, String topic) throws IOException {
        var created = ApiKey.create("load", List.of("load"));
        var file = Files.write(directory.resolve("keys"), List.of(created.key().line()));
        var request = Request.raw(topic, "");
        var pair = new KeysPair(
                new Side(startUp.ready("benchmark-no-keys"), request),
                new Side(
                        startUp.ready(
                                "benchmark-keys",
                                Map.of(
                                        "weir.auth.keys-file",
                                        file.toAbsolutePath().toString(),
                                        "weir.access.load.topics",
                                        topic,
                                        "weir.access.load.may",
                                        "produce")),
                        request.with(created.secret())));
        for (var side : List.of(pair.without, pair.with)) {
            try (var load = side.load()) {
                var unused = load.closed(WARM_UP);
            }
        }
        return pair;
    }

    Side without() {
        return without;
    }

    Side with() {
        return with;
    }

    @Override
    public void close() {
        with.weir().close();
        without.weir().close();
    }
}
