package dev.weir.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * How long the load lasts, and how much of it there is.
 *
 * @param warmUp load before the first measurement
 * @param load between the first measurement and the last
 * @param rest without load before a measurement, so that what ends by a timeout has ended
 * @param largeReaders instances that read large records at once
 * @param partitions of the topic that has many
 * @param without names of workloads that are left out
 */
record SoakForm(Duration warmUp, Duration load, Duration rest, int largeReaders, int partitions, Set<String> without) {

    private static final Duration WARM = Duration.ofMinutes(3);

    private static final SoakForm SHORT =
            new SoakForm(Duration.ofSeconds(6), Duration.ofSeconds(12), Duration.ZERO, 10, 50, Set.of());

    /** From {@code weir.soak}, such as {@code 60m}; without it the short form of every build. */
    static SoakForm now() {
        var time = System.getProperty("weir.soak");
        var without = Arrays.stream(System.getProperty("weir.soak.without", "").split(","))
                .collect(Collectors.toSet());
        if (time == null) {
            return new SoakForm(SHORT.warmUp, SHORT.load, SHORT.rest, SHORT.largeReaders, SHORT.partitions, without);
        }
        Converter<Duration> durations = new io.quarkus.runtime.configuration.DurationConverter();
        var whole = durations.convert(time);
        // Caches, compiled code and pools grow for a while, and the resident memory of a JVM for minutes.
        var tenth = whole.dividedBy(10);
        var warmUp = tenth.compareTo(WARM) < 0 ? WARM : tenth;
        return new SoakForm(warmUp, whole, Duration.ofSeconds(60), 60, 300, without);
    }

    /** Whether it is long enough for the memory of a JVM to become stable. */
    boolean isLong() {
        return !rest.isZero();
    }
}
