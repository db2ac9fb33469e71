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
 * <p>A Kafka consumer may be used by one thread at a time, but needs no thread of its own: each has a {@link Strand},
 * and any free thread polls it repeatedly without waiting. See RATIONALE.md, "Many consumers, few threads".
 */
@ApplicationScoped
public class PollScheduler {

    /**
     * The timeout of a poll right after one that returned records. Fetch responses arrive in pieces, so a short wait
     * costs a busy reader less than the poll interval.
     */
    public static final Duration SHORT_POLL = Duration.ofMillis(3);

    /** The maximum of polls of all idle consumers together, which bounds the CPU that they take. */
    private static final int POLLS_PER_SECOND = 2_000;

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
        return new Strand(pool, onDefect, strands::addAndGet);
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

    /** The time between two polls of an idle consumer, which grows with the number of consumers that are polled. */
    public Duration pollInterval() {
        long fair = strands.get() * 1_000L / POLLS_PER_SECOND;
        return Duration.ofMillis(Math.min(MAX_POLL_INTERVAL_MILLIS, Math.max(MIN_POLL_INTERVAL_MILLIS, fair)));
    }

    private Thread thread(Runnable work) {
        var thread = new Thread(work, "weir-reading-" + threads.incrementAndGet());
        thread.setDaemon(true);
        // Kafka loads the classes that settings name with this loader; the creating thread may have another.
        thread.setContextClassLoader(PollScheduler.class.getClassLoader());
        return thread;
    }

    @PreDestroy
    void stop() {
        pool.shutdown();
    }
}
