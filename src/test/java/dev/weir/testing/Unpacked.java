package dev.weir.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The distribution unpacked in a directory: the scripts beside the jar, before either ran for the first time.
 *
 * @param home where it is
 */
public record Unpacked(Path home) {

    private static final Path BUILT = Path.of("target", "quarkus-app");

    /** Puts it there; nobody else starts a process from it. */
    public static Unpacked into(Path home) throws IOException {
        for (var script : List.of("weir", "kafka-cli")) {
            Files.copy(Path.of(script), home.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        try (var built = Files.walk(BUILT)) {
            for (var file : built.filter(each -> !each.equals(BUILT)).toList()) {
                if (!isArchive(file)) {
                    Files.copy(file, home.resolve(BUILT.relativize(file).toString()));
                }
            }
        }
        return new Unpacked(home);
    }

    /** The classes that first runs wrote down. */
    public List<Path> archives() throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(Unpacked::isArchive).toList();
        }
    }

    private static boolean isArchive(Path file) {
        return file.toString().endsWith(".jsa");
    }
}
