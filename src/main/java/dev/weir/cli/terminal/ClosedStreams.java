package dev.weir.cli.terminal;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Detects which standard streams the parent process closed; by the flags of the descriptors, which Linux shows. */
final class ClosedStreams {

    /** Set by the script {@code kafka-cli}, which opens {@code /dev/null} instead: the digits of the closed streams. */
    private static final String PROPERTY = "weir.cli.closed";

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int CLOSED_BEFORE_EXEC = 0_2000000;

    /** Files that only occupy a free descriptor; open as long as the process runs. */
    private static final List<Closeable> PLACEHOLDERS = new ArrayList<>();

    private ClosedStreams() {}

    /** Must be called before the process opens any file. */
    static Set<StandardStream> ofProcess() {
        var fromScript = System.getProperty(PROPERTY, "");
        var closed = EnumSet.noneOf(StandardStream.class);
        for (var stream : StandardStream.values()) {
            if (fromScript.indexOf(stream.descriptor()) >= 0 || isFree(stream) || isOpenedByJvm(stream)) {
                closed.add(stream);
            }
        }
        return closed;
    }

    /** The link that names the file behind a stream. */
    static Path link(StandardStream stream) {
        return DESCRIPTORS.resolve(String.valueOf(stream.descriptor()));
    }

    /**
     * Whether the descriptor is unused, as it may be in a native executable; a placeholder file occupies it from then
     * on.
     */
    private static boolean isFree(StandardStream stream) {
        if (!Files.isDirectory(DESCRIPTORS) || Files.isSymbolicLink(link(stream))) {
            return false;
        }
        try {
            PLACEHOLDERS.add(new FileInputStream("/dev/null"));
        } catch (IOException none) {
            // Without /dev/null the descriptor stays free; the stream is not used either way.
            return true;
        }
        return true;
    }

    /** Whether the JVM opened the file: its own files have the close-on-exec flag, those of a shell do not. */
    private static boolean isOpenedByJvm(StandardStream stream) {
        try {
            return Files.isDirectory(DESCRIPTORS)
                    && ((flags(stream) & CLOSED_BEFORE_EXEC) != 0
                            || Files.readSymbolicLink(link(stream))
                                    .startsWith(Path.of(System.getProperty("java.home", "/nowhere"))
                                            .toRealPath()));
        } catch (IOException unknown) {
            return false;
        }
    }

    private static int flags(StandardStream stream) throws IOException {
        var info = Files.readString(
                Path.of("/proc/self/fdinfo", String.valueOf(stream.descriptor())), StandardCharsets.US_ASCII);
        return info.lines()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                .orElse(0);
    }
}
