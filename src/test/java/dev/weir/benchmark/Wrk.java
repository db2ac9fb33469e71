package dev.weir.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * wrk, a load generator in C with one thread.
 *
 * <p>A status above 399 and a broken connection fail it. It reads no body, so it cannot see a failure within a 200 and
 * is for single records. Its percentiles include the requests that a slow one has delayed; those of {@link HttpLoad} do
 * not.
 */
final class Wrk implements Load {

    /** A request fails within Weir's own timeout of 6 s. */
    private static final String TIMEOUT = "10s";

    private static final String SCRIPT = """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "%s"
            wrk.body = "%s"

            function done(summary, latency, requests)
                local e = summary.errors
                io.write(string.format(
                    '{"requests":%%d,"micros":%%d,"refused":%%d,"broken":%%d,"late":%%d,'
                        .. '"latency":{"p50":%%.1f,"p90":%%.1f,"p99":%%.1f,"p999":%%.1f,"most":%%.1f}}\\n',
                    summary.requests, summary.duration, e.status, e.connect + e.read + e.write, e.timeout,
                    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency:percentile(99.9),
                    latency.max))
            end
            """;

    /**
     * The last line that the script prints.
     *
     * @param refused answers with a status above 399
     * @param broken connections that failed
     * @param late answers that did not come in time
     */
    record Printed(long requests, long micros, long refused, long broken, long late, Latency latency) {

        Answered answered() {
            if (requests == 0 || refused + broken + late > 0) {
                throw new IllegalStateException(
                        "Of %d answers to wrk %d were refusals; %d connections failed, %d answers came too late"
                                .formatted(requests, refused, broken, late));
            }
            return new Answered(requests, micros / 1e6, latency);
        }
    }

    private final Path script;
    private final String address;
    private final int connections;

    Wrk(int port, Request request, int connections) {
        this.connections = connections;
        address = "http://127.0.0.1:" + port + request.path();
        try {
            script = Files.createTempFile("weir-", ".lua");
            Files.writeString(
                    script,
                    SCRIPT.formatted(
                            request.contentType(), escaped(request.body().getBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is on the PATH. */
    static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "wrk"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Takes whole seconds, one at least; the connections are new. */
    @Override
    public Answered closed(Duration time) {
        var command = List.of(
                program()
                        .orElseThrow(() -> new IllegalStateException("There is no wrk on the PATH"))
                        .toString(),
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + Math.max(1, time.toSeconds()) + "s",
                "--timeout=" + TIMEOUT,
                "--script=" + script,
                address);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("wrk has failed: " + lines);
            }
            return new ObjectMapper()
                    .readValue(lines.get(lines.size() - 1), Printed.class)
                    .answered();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each byte as Lua writes it in a text. */
    private static String escaped(byte[] body) {
        var text = new StringBuilder();
        for (byte each : body) {
            text.append("\\%03d".formatted(Byte.toUnsignedInt(each)));
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
