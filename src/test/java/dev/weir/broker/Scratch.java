package dev.weir.broker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Directories below {@code target} for the brokers of this test run.
 *
 * <p>They stay when the run ends, so that a broker's log can be read, and go when a later run begins.
 */
final class Scratch {

    private static final Path ALL = Launcher.buildDirectory().resolve("test-brokers");

    private Scratch() {}

    static Path newDirectory(String name) {
        try {
            var mine = ALL.resolve(Long.toString(ProcessHandle.current().pid()));
            if (!Files.exists(mine)) {
                sweep();
                Files.createDirectories(mine);
            }
            return Files.createTempDirectory(mine, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep() throws IOException {
        Files.createDirectories(ALL);
        try (var runs = Files.list(ALL)) {
            runs.filter(Scratch::isOver).forEach(Scratch::delete);
        }
    }

    private static boolean isOver(Path run) {
        return ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty();
    }

    private static void delete(Path run) {
        try (var files = Files.walk(run)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (UncheckedIOException e) {
            // Two runs may begin at once, and what one wants to sweep the other has swept.
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
        } catch (NoSuchFileException swept) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
