package dev.weir.reading;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The few threads that drive all consumers of clients of HTTP.
 *
 * <p>A consumer of Kafka wants one thread at a time, not one of its own: each has a {@link Strand}, and is polled
 * without waiting, again and again, by whichever thread is free. See RATIONALE.md, "Many consumers, few threads".
 */
@ApplicationScoped
public class PollScheduler {

    /**
     * How long it pays to wait for more where there has just been something: what Kafka sends comes in pieces, and to
     * who reads much a rest between them costs more than a thread that waits.
     */
    public static final Duration SHORT_POLL = Duration.ofMillis(3);

    /** All consumers together are asked for news this often at the most, so that doing nothing costs little. */
    private static final int LOOKS_PER_SECOND = 2_000;

    private static final long MIN_POLL_INTERVAL_MILLIS = 5;
    private static final long MAX_POLL_INTERVAL_MILLIS = 250;

    private final AtomicInteger strands = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final ScheduledThreadPoolExecutor pool;
    private final Ticker ticker;

    @Inject
    PollScheduler(ReadingConfig config, Ticker ticker) {
        this(config.threads(), ticker);
    }

    PollScheduler(int count, Ticker ticker) {
        this.ticker = ticker;
        pool = new ScheduledThreadPoolExecutor(count, this::thread);
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * A strand for one more consumer.
     *
     * @param onDefect called on the strand with the exception of a task; fails the requests that wait for the task
     */
    Strand strand(Consumer<Throwable> onDefect) {
        strands.incrementAndGet();
        return new Strand(pool, onDefect, strands::decrementAndGet);
    }

    /**
     * A loop for one more consumer, which polls when it is woken for the first time.
     *
     * @param onDefect as of {@link #strand}
     */
    public PollLoop loop(Runnable poll, Consumer<Throwable> onDefect) {
        return new PollLoop(this::strand, poll, onDefect);
    }

    /** Starts to measure time, by the clock of all readers. */
    public Stopwatch stopwatch() {
        return new Stopwatch(ticker);
    }

    /** How long a consumer without news is left alone: the more there are, the longer. */
    public Duration pollInterval() {
        long fair = strands.get() * 1_000L / LOOKS_PER_SECOND;
        return Duration.ofMillis(Math.min(MAX_POLL_INTERVAL_MILLIS, Math.max(MIN_POLL_INTERVAL_MILLIS, fair)));
    }

    private Thread thread(Runnable work) {
        var thread = new Thread(work, "weir-reading-" + threads.incrementAndGet());
        thread.setDaemon(true);
        // Kafka loads what its settings name with it, and whoever asks first may have another.
        thread.setContextClassLoader(PollScheduler.class.getClassLoader());
        return thread;
    }

    @PreDestroy
    void stop() {
        pool.shutdown();
    }
}
