package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The directory of one node: data, log file, properties, and the id of its process. */
record BrokerDirectory(Path path) {

    private static final int TAIL_LINES = 25;

    BrokerDirectory {
        path = path.toAbsolutePath();
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("broker.log");
    }

    /** Writes the properties file of a node that this process is about to start, and returns it. */
    Path prepare(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        properties.setProperty("log.dirs", data().toString());
        var file = path.resolve("broker.properties");
        try {
            Files.createDirectories(data());
            Files.writeString(ownerFile(), Long.toString(ProcessHandle.current().pid()));
            try (var out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a broker uses this data; Kafka locks the directory while it runs. */
    boolean isInUse() {
        try (var lockFile = FileChannel.open(data().resolve(".lock"), StandardOpenOption.WRITE);
                var lock = lockFile.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that last started a broker here, if it still runs. */
    Optional<ProcessHandle> owner() {
        try {
            return Files.exists(ownerFile())
                    ? ProcessHandle.of(Long.parseLong(Files.readString(ownerFile())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of the broker's log. */
    String logTail() {
        try {
            var lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    private Path ownerFile() {
        return path.resolve("owner.pid");
    }
}
