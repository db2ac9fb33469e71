package dev.weir.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the heap of another JVM with {@code jcmd}. */
final class Jcmd {

    private static final Path PROGRAM = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    // "def new generation   total 24576K, used 1228K", "tenured generation   total 32768K, used 20011K"
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    private Jcmd() {}

    /** Runs a garbage collection, and returns the live bytes. */
    static long heapAfterCollection(long pid) throws IOException, InterruptedException {
        run(pid, "GC.run");
        return USED.matcher(run(pid, "GC.heap_info"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private static String run(long pid, String... command) throws IOException, InterruptedException {
        var line = Stream.concat(Stream.of(PROGRAM.toString(), Long.toString(pid)), Arrays.stream(command))
                .toList();
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(line + " said: " + said);
        }
        return said;
    }
}
