package dev.weir.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what must happen: as long as they say on a quiet machine, and longer on a busy one.
 *
 * <p>No test measures anything by them. The factor is how many threads there are to run for each processor, now or in
 * the last minute; {@code -Dweir.test.patience=5} multiplies it, for machines that are slow for other reasons.
 */
public final class Deadlines {

    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final double MOST = 20;
    private static final Duration USUAL = Duration.ofSeconds(30);

    static {
        // Most conditions hold at once, or soon; Awaitility looks for the first time after 100 ms.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    private Deadlines() {}

    /** So many seconds of a quiet machine. */
    public static Duration seconds(long quiet) {
        return of(Duration.ofSeconds(quiet));
    }

    /** The same as a number, for what takes a number and a unit. */
    public static long inSeconds(long quiet) {
        return seconds(quiet).toSeconds();
    }

    /** The same as milliseconds, for sockets. */
    public static int inMillis(long quiet) {
        return (int) of(Duration.ofMillis(quiet)).toMillis();
    }

    /** A time of a quiet machine as it has to be on this one. */
    public static Duration of(Duration quiet) {
        return Duration.ofMillis((long) (quiet.toMillis() * factor()));
    }

    /**
     * A condition to wait for, with half a minute of a quiet machine.
     *
     * @param what is waited for, to be read after "Condition with alias" where it does not come
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(of(USUAL));
    }

    /** A condition to wait for, with half a minute of a quiet machine. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(of(USUAL));
    }

    private static double factor() {
        double perProcessor = load() / Runtime.getRuntime().availableProcessors();
        return Math.max(1, Math.min(MOST, perProcessor))
                * Double.parseDouble(System.getProperty("weir.test.patience", "1"));
    }

    /** How many threads want to run: on average in the last minute, or now where that are more. */
    private static double load() {
        try {
            // "21.50 19.80 12.01 24/913 4242"
            var words = Files.readString(LOAD).split("[ /]", 6);
            return Math.max(Double.parseDouble(words[0]), Double.parseDouble(words[3]));
        } catch (IOException elsewhere) {
            // Other systems than Linux have no such file.
            return 1;
        }
    }
}
