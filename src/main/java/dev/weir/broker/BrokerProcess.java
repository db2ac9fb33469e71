package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker in its own JVM, which can be started, stopped, killed, paused, and started again with its data.
 *
 * <p>It ends with this JVM at the latest. Methods return when they have taken effect. Not safe for use by many threads.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final BrokerDirectory directory;
    private final NodeConfig config;
    private final List<String> options;
    private Process process;

    BrokerProcess(BrokerDirectory directory, NodeConfig config) {
        this(directory, config, List.of());
    }

    /** @param options of the JVM beside those of every broker */
    BrokerProcess(BrokerDirectory directory, NodeConfig config, List<String> options) {
        this.directory = directory;
        this.config = config;
        this.options = List.copyOf(options);
    }

    /**
     * A cluster of one node with id 1; not started yet.
     *
     * @param directory for data and log; data of an earlier broker is used
     * @param port of {@code 127.0.0.1} to listen on
     * @param overrides broker properties that differ from {@link NodeConfig}'s
     */
    public static BrokerProcess standalone(Path directory, int port, Map<String, String> overrides) {
        return new BrokerProcess(new BrokerDirectory(directory), NodeConfig.standalone(port, overrides));
    }

    public String bootstrapServers() {
        return config.address().broker();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Returns when the broker responds to clients; fails with the end of its log when it does not start. */
    public void start() {
        launch();
        awaitReady();
    }

    void launch() {
        if (isRunning()) {
            throw new IllegalStateException("Broker " + bootstrapServers() + " is running already");
        }
        // A broker whose parent has just ended may still be shutting down.
        if (!Conditions.until(STOP_TIMEOUT, () -> !directory.isInUse())) {
            throw new IllegalStateException("Another broker is using " + directory.data());
        }
        var arguments = new ArrayList<String>();
        arguments.add(directory.prepare(config.properties()).toString());
        arguments.add(directory.data().toString());
        arguments.addAll(config.format());
        try {
            process = Launcher.create()
                    .command(options, arguments)
                    .directory(directory.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(directory.log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        var address = config.address();
        Conditions.until(START_TIMEOUT, () -> !isRunning() || KafkaProbe.findsNode(address.port(), address.id()));
        if (!isRunning() || !KafkaProbe.findsNode(address.port(), address.id())) {
            kill();
            throw new IllegalStateException("Broker " + bootstrapServers() + " did not come up. The end of "
                    + directory.log() + ":\n" + directory.logTail());
        }
    }

    /** Shuts the broker down; kills it if that takes too long, as it does without its peers. */
    public void stop() {
        if (isRunning()) {
            resume();
            process.destroy();
            if (!hasEndedWithin(STOP_TIMEOUT)) {
                kill();
            }
        }
    }

    /** Kills the broker, like a power failure: without a flush or a controlled shutdown. */
    public void kill() {
        if (isRunning()) {
            process.destroyForcibly();
            hasEndedWithin(STOP_TIMEOUT);
        }
    }

    /** Suspends the broker: its connections stay open and get no responses. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private boolean hasEndedWithin(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void signal(String name) {
        try {
            var exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + name + " gave exit code " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
