package dev.weir.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resources of a process.
 *
 * @param residentKilobytes its memory, as the kernel counts it
 * @param heapKilobytes what is alive in its heap, after a collection; 0 where that was not asked for
 */
record Sample(long seconds, long residentKilobytes, long heapKilobytes, int threads, int descriptors) {

    /**
     * Looks from outside, at no cost.
     *
     * @throws IOException where the process has ended, of which the kernel tells less and less
     */
    static Sample of(long pid, long seconds) throws IOException {
        var process = Path.of("/proc", Long.toString(pid));
        var status = Files.readAllLines(process.resolve("status"));
        try (var descriptors = Files.list(process.resolve("fd"))) {
            return new Sample(
                    seconds, number(status, "VmRSS:"), 0, (int) number(status, "Threads:"), (int) descriptors.count());
        }
    }

    Sample withHeap(long kilobytes) {
        return new Sample(seconds, residentKilobytes, kilobytes, threads, descriptors);
    }

    private static long number(Iterable<String> status, String name) throws IOException {
        for (var line : status) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("The kernel does not tell " + name);
    }
}
