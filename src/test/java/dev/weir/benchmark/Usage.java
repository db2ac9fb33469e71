package dev.weir.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time and memory of a process, as the kernel counts them.
 *
 * @param cpuSeconds of all its threads
 * @param residentMegabytes now
 * @param threads now
 */
record Usage(double cpuSeconds, long residentMegabytes, int threads) {

    /** USER_HZ, which Linux has fixed for what it tells. */
    private static final double TICKS_PER_SECOND = 100;

    /** Of a process that runs. */
    static Usage of(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name of the command stands in parentheses and may have anything in it.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Usage(
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND,
                    Long.parseLong(fields[21]) * 4096 / 1024 / 1024,
                    Integer.parseInt(fields[17]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The CPU seconds of the later look, and the most memory and threads of both. */
    Usage andThen(Usage later) {
        return new Usage(
                later.cpuSeconds(),
                Math.max(residentMegabytes, later.residentMegabytes()),
                Math.max(threads, later.threads()));
    }
}
