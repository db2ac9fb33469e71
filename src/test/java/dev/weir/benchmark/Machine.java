package dev.weir.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Describes the machine of a report. */
final class Machine {

    private Machine() {}

    /** One sentence. */
    static String now() throws IOException {
        var load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return String.format(
                Locale.ROOT,
                "%s, %d cores of %s, Java %s, load of the machine at the end %s (1 min), %s (15 min).",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("java.version"),
                load[0],
                load[2]);
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown make");
        }
    }
}
