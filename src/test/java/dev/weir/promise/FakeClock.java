package dev.weir.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of a process, which libfaketime sets forward and back while it runs; the monotonic one goes on as it did.
 */
final class FakeClock {

    private final Path library;
    private final Path offset;

    private FakeClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** One that shows the time of the machine; empty where there is no libfaketime. */
    static Optional<FakeClock> in(Path directory) {
        return Stream.of(
                        System.getProperty("weir.faketime", ""),
                        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
                        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
                        "/usr/lib64/faketime/libfaketime.so.1")
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(library -> {
                    var clock = new FakeClock(library, directory.resolve("clock"));
                    clock.set(Duration.ZERO);
                    return clock;
                });
    }

    /** The environment of a process that uses this clock. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1");
    }

    /** Puts it so far before the machine's clock, or behind it. */
    void set(Duration ahead) {
        try {
            var next = Files.writeString(offset.resolveSibling("next"), "%+d".formatted(ahead.toSeconds()));
            Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
