package dev.weir.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@link Floor} in a JVM with the class path and the heap of the packaged Weir.
 *
 * @param port on which it listens
 */
record FloorProcess(Process process, int port) implements AutoCloseable {

    /** Returns when it listens; its errors go to {@code target/benchmark/floor.log}. */
    static FloorProcess start(String bootstrapServers, Path directory) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As in ./weir.
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx128m",
                "-Xmn32m",
                "-XX:SurvivorRatio=2",
                "-cp",
                PackagedClassPath.with(Floor.class),
                Floor.class.getName(),
                bootstrapServers);
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(new File(directory.toFile(), "floor.log"))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException("The floor does not listen; see " + directory.resolve("floor.log"));
            }
            return new FloorProcess(process, Integer.parseInt(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
