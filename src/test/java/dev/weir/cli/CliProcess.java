package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.testing.Deadlines;
import dev.weir.testing.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the script {@code kafka-cli} with the packaged jar in a process.
 *
 * <pre>{@code
 * try (var consume = CliProcess.start("consume", "orders")) {
 *     consume.awaitOutput("first");
 *     consume.interrupt();
 *     assertThat(consume.end().exit()).isEqualTo(0);
 * }
 * }</pre>
 */
public final class CliProcess implements AutoCloseable {

    private static final Path SCRIPT = Path.of("kafka-cli").toAbsolutePath();
    private static final Duration TIMEOUT = Deadlines.seconds(60);

    private final Process process;
    private final Path out;
    private final Path err;
    private final List<String> signals = new ArrayList<>();

    private CliProcess(Path script, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        try {
            out = Files.createTempFile("kafka-cli", ".out");
            err = Files.createTempFile("kafka-cli", ".err");
            var builder = new ProcessBuilder(Signals.heeding(command))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("KAFKA_BROKERS");
            builder.environment().remove("WEIR_CONTEXT");
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Starts a command. */
    public static CliProcess start(String... arguments) {
        return new CliProcess(SCRIPT, Map.of(), List.of(arguments));
    }

    /** Starts a command by another path of the script, with environment variables. */
    public static CliProcess start(Path script, Map<String, String> environment, String... arguments) {
        return new CliProcess(script, environment, List.of(arguments));
    }

    /** Runs a command with empty standard input to its end. */
    public static CliRun run(String... arguments) {
        try (var process = start(arguments)) {
            return process.end();
        }
    }

    /** Writes to standard input. */
    public CliProcess type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("It does not listen; " + errors(), gone);
        }
        return this;
    }

    /** Waits for a text on standard output. */
    public void awaitOutput(String text) {
        await(out, text);
    }

    /** Waits for a text on standard error. */
    public void awaitError(String text) {
        await(err, text);
    }

    /** Sends SIGINT, as Ctrl+C does; does not wait. */
    public void interrupt() {
        signal("INT");
    }

    /** Sends SIGTERM; does not wait. */
    public void terminate() {
        signals.add("SIGTERM");
        process.destroy();
    }

    /** Whether the process is running. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Closes standard input, waits for the end, and returns the result. */
    public CliRun end() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // The process has ended already; its exit code shows why.
        }
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "kafka-cli does not end" + (signals.isEmpty() ? "" : " after " + signals) + "; " + errors());
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", asked);
        }
        return new CliRun(process.exitValue(), read(out), read(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Path file, String text) {
        Deadlines.await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> read(file).contains(text) || !process.isAlive());
        if (!read(file).contains(text)) {
            throw new AssertionError("It ended without '" + text + "'; " + errors());
        }
    }

    private void signal(String name) {
        signals.add("SIG" + name);
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private String errors() {
        return "standard error has: " + read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
