package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.model.Count;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** One run of the command {@code consume}, up to the summary; another thread may stop it. */
final class ConsumeSession {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final CliConsole console;
    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Consumer<byte[], byte[]>> counters;
    private final ConsumeSpec spec;
    private final RecordPrinter printer;
    private final IdleTimeout idle;
    private final boolean quiet;
    private final Ticker ticker;
    private final CountDownLatch finished = new CountDownLatch(1);
    private Runnable brokerCheck = () -> {};
    private volatile boolean stopped;
    private volatile boolean succeeded;

    /**
     * A session that has not started.
     *
     * @param counters creates consumers that count records, see {@link PartitionRanges}
     * @param quiet whether to print only failures
     */
    ConsumeSession(
            CliConsole console,
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> counters,
            ConsumeSpec spec,
            RecordPrinter printer,
            IdleTimeout idle,
            boolean quiet,
            Ticker ticker) {
        this.console = console;
        this.consumer = consumer;
        this.counters = counters;
        this.spec = spec;
        this.printer = printer;
        this.idle = idle;
        this.quiet = quiet;
        this.ticker = ticker;
    }

    /**
     * Adds a check of the brokers that runs while the group is not joined.
     *
     * @param brokerCheck throws if the brokers are unreachable
     */
    ConsumeSession checking(Runnable brokerCheck) {
        this.brokerCheck = brokerCheck;
        return this;
    }

    /**
     * Returns the exit code after all records are written, offsets are committed, and the consumer has left the group.
     */
    int run() {
        try {
            new ConsumeLoop(
                            consumer,
                            counters,
                            spec,
                            printer,
                            console::flush,
                            () -> stopped || idle.isOver(),
                            console::notice,
                            ticker)
                    .checking(brokerCheck)
                    .run();
            close();
            if (!quiet) {
                console.notice(summary());
            }
            succeeded = true;
            return ExitCode.OK.code();
        } catch (BrokenPipeException closedByReader) {
            close();
            succeeded = true;
            throw closedByReader;
        } catch (RuntimeException failure) {
            close();
            throw failure;
        } finally {
            finished.countDown();
        }
    }

    /**
     * Stops after the current records; returns whether the command succeeded, as one without an end of its own does.
     */
    boolean stop() {
        stopped = true;
        try {
            boolean isFinished = finished.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return isFinished && succeeded && !spec.isBounded();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    private String summary() {
        var skipped = printer.skipped() == 0 ? "" : ", %d skipped".formatted(printer.skipped());
        return Count.of(printer.written(), "record") + " of " + spec.selection() + skipped;
    }
}
