package dev.weir.promise;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The wall clock of a process, which libfaketime sets while it runs; the monotonic clock is not changed. */
final class FakeClock {

    private final Path library;
    private final Path offset;

    private FakeClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** A clock with the time of the machine; skips the test where libfaketime is not installed. */
    static FakeClock in(Path directory) {
        var library = Stream.of(
                        System.getProperty("weir.faketime", ""),
                        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
                        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
                        "/usr/lib64/faketime/libfaketime.so.1")
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        var clock = new FakeClock(library.orElseThrow(), directory.resolve("clock"));
        clock.set(Duration.ZERO);
        return clock;
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

    /** Sets the difference from the machine's clock; negative for a time in the past. */
    void set(Duration ahead) {
        try {
            var next = Files.writeString(offset.resolveSibling("next"), "%+d".formatted(ahead.toSeconds()));
            Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
