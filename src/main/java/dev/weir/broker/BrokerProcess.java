package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker in a JVM of its own, to be started, stopped, killed, paused, and started again with the data it had.
 *
 * <p>It ends with this JVM at the latest. Methods return when what they say has happened, and are for one thread at a
 * time.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final BrokerDirectory directory;
    private final NodeConfig config;
    private Process process;

    BrokerProcess(BrokerDirectory directory, NodeConfig config) {
        this.directory = directory;
        this.config = config;
    }

    /**
     * A cluster of one node, with number 1; not started yet.
     *
     * @param directory for data and log; what an earlier broker left there is taken over
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

    /** Returns when the broker answers clients; fails with the end of its log when it does not come up. */
    public void start() {
        launch();
        awaitReady();
    }

    void launch() {
        if (isRunning()) {
            throw new IllegalStateException("Broker " + bootstrapServers() + " is running already");
        }
        // A broker whose parent has just ended may need a moment more to shut down.
        if (!Conditions.until(STOP_TIMEOUT, () -> !directory.isInUse())) {
            throw new IllegalStateException("Another broker is using " + directory.data());
        }
        var arguments = new ArrayList<String>();
        arguments.add(directory.prepare(config.properties()).toString());
        arguments.add(directory.data().toString());
        arguments.addAll(config.format());
        try {
            process = Launcher.create()
                    .command(arguments)
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

    /** Lets the broker shut down in order; kills it if that takes too long, as it does when its peers are gone. */
    public void stop() {
        if (isRunning()) {
            resume();
            process.destroy();
            if (!hasEndedWithin(STOP_TIMEOUT)) {
                kill();
            }
        }
    }

    /** As a power failure would: nothing is flushed, nobody is told. */
    public void kill() {
        if (isRunning()) {
            process.destroyForcibly();
            hasEndedWithin(STOP_TIMEOUT);
        }
    }

    /** Freezes the broker: its connections stay open and nobody answers on them. */
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

    private boolean hasEndedWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
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
