package dev.weir.promise;

import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A packaged Weir in its own process, which tests start, stop, kill and measure.
 *
 * <p>It ends with this JVM at the latest. Its log stays in {@code target/weir-logs}.
 */
public final class WeirProcess implements AutoCloseable {

    private static final Path LOGS = Path.of("target", "weir-logs");
    private static final Duration START_TIMEOUT = Deadlines.seconds(60);

    private static final int TAIL = 20;

    private final Path log;
    private final ProcessBuilder program;
    private final int port;
    private Process process;

    private WeirProcess(Path home, String name, String bootstrapServers, Map<String, String> settings) {
        this(home, freePort(), name, bootstrapServers, settings);
    }

    private WeirProcess(Path home, int port, String name, String bootstrapServers, Map<String, String> settings) {
        log = LOGS.resolve(name + ".log");
        deleteOfEarlierRun();
        this.port = port;
        var properties = new TreeMap<>(settings);
        properties.putIfAbsent("quarkus.http.port", Integer.toString(port));
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        List<String> command = new ArrayList<>(List.of(home.resolve("weir").toString()));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
    }

    /**
     * A Weir that is ready, with more memory than it has by default.
     *
     * @param name of its log, which no other process of this run has
     * @param settings properties beside those of the application
     */
    public static WeirProcess start(String name, String bootstrapServers, Map<String, String> settings) {
        return start(name, bootstrapServers, settings, Map.of());
    }

    /**
     * The same at a port that is known before.
     *
     * @param port 0 for any
     */
    public static WeirProcess startAt(int port, String name, String bootstrapServers, Map<String, String> settings) {
        int chosen = port == 0 ? freePort() : port;
        var weir = new WeirProcess(Path.of("."), chosen, name, bootstrapServers, settings);
        weir.program.environment().put("WEIR_JVM_OPTIONS", options());
        weir.start();
        return weir;
    }

    /**
     * The same with variables of the environment.
     *
     * @param name of its log, which no other process of this run has
     * @param settings properties beside those of the application
     */
    public static WeirProcess start(
            String name, String bootstrapServers, Map<String, String> settings, Map<String, String> environment) {
        var weir = new WeirProcess(Path.of("."), name, bootstrapServers, settings);
        weir.program.environment().put("WEIR_JVM_OPTIONS", options());
        weir.program.environment().putAll(environment);
        weir.start();
        return weir;
    }

    /**
     * A Weir that is ready, started as the README says.
     *
     * @param home where the script is
     */
    public static WeirProcess startScript(
            Path home, String name, String bootstrapServers, Map<String, String> settings) {
        var weir = new WeirProcess(home, name, bootstrapServers, settings);
        weir.start();
        return weir;
    }

    /**
     * As {@link #startScript}, but returns as soon as there is a process.
     *
     * @param home where the script is
     */
    public static WeirProcess launchScript(
            Path home, String name, String bootstrapServers, Map<String, String> settings) {
        return launchScript(home, name, bootstrapServers, settings, Map.of());
    }

    /**
     * The same with variables of the environment.
     *
     * @param home where the script is
     */
    public static WeirProcess launchScript(
            Path home,
            String name,
            String bootstrapServers,
            Map<String, String> settings,
            Map<String, String> environment) {
        var weir = new WeirProcess(home, name, bootstrapServers, settings);
        weir.program.environment().putAll(environment);
        weir.launch();
        return weir;
    }

    /**
     * A Weir with the options of {@link #start(String, String, Map)} that may not start; returns as soon as there is a
     * process.
     *
     * @param name of its log, which no other process of this run has
     * @param settings properties beside those of the application
     */
    public static WeirProcess launch(String name, String bootstrapServers, Map<String, String> settings) {
        return launchScript(Path.of("."), name, bootstrapServers, settings, Map.of("WEIR_JVM_OPTIONS", options()));
    }

    /** Starts it (again), on the same port; returns when it is ready. */
    public void start() {
        launch();
        try {
            Deadlines.await()
                    .atMost(START_TIMEOUT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !process.isAlive() || readiness() == 200);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "Weir did not become ready (its check says " + readiness() + "); the end of " + log + ":\n"
                            + logTail(),
                    e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("Weir did not come up; the end of " + log + ":\n" + logTail());
        }
    }

    /** With the second compiler a start takes 3.7 s of CPU, without it 2.0; only the long runs win it back. */
    private static String options() {
        return "-XX:+UseSerialGC -Xmx256m" + (Form.now() == Form.SHORT ? " -XX:TieredStopAtLevel=1" : "");
    }

    private void launch() {
        try {
            Files.createDirectories(LOGS);
            process = program.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    public int port() {
        return port;
    }

    /** Of the process that runs now. */
    public long pid() {
        return process.pid();
    }

    /** The status of the readiness check; 0 when there is no answer. */
    public int readiness() {
        try (var connection = new Connection(port)) {
            return connection
                    .exchange("GET", "/q/health/ready", Map.of(), new byte[0])
                    .status();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when the process has ended. */
    public void kill() {
        process.destroyForcibly();
        if (!endsWithin(Deadlines.seconds(10))) {
            throw new IllegalStateException("Weir survives SIGKILL");
        }
    }

    /** Of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public boolean endsWithin(Duration timeout) {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The memory that the process has in use, as the kernel counts it. */
    public long residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that it has mapped into its memory, as the kernel lists them. */
    public String maps() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it logs to, over all its lives. */
    public Path logFile() {
        return log;
    }

    /** All that it has logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of its log. */
    public String logTail() {
        var lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    @Override
    public void close() {
        terminate();
        if (!endsWithin(Deadlines.seconds(15))) {
            kill();
        }
    }

    private void deleteOfEarlierRun() {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below the ephemeral range, where a client that keeps trying could be given the port as its own. */
    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(16_384, 32_767);
            try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one may be free.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
