package dev.weir.cli.consume;

import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Text;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** One command's reading from its beginning to the last word about it; may be stopped from another thread. */
final class ConsumeSession {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final CliConsole console;
    private final Consumer<byte[], byte[]> kafka;
    private final Supplier<Consumer<byte[], byte[]>> counters;
    private final ConsumeSpec order;
    private final RecordPrinter printer;
    private final IdleTimeout idle;
    private final boolean quiet;
    private final CountDownLatch over = new CountDownLatch(1);
    private Runnable check = () -> {};
    private volatile boolean stopped;
    private volatile boolean well;

    /**
     * A session that has not begun.
     *
     * @param counters make consumers that count records, see {@link PartitionRanges}
     * @param quiet whether to say nothing of what went well
     */
    ConsumeSession(
            CliConsole console,
            Consumer<byte[], byte[]> kafka,
            Supplier<Consumer<byte[], byte[]>> counters,
            ConsumeSpec order,
            RecordPrinter printer,
            IdleTimeout idle,
            boolean quiet) {
        this.console = console;
        this.kafka = kafka;
        this.counters = counters;
        this.order = order;
        this.printer = printer;
        this.idle = idle;
        this.quiet = quiet;
    }

    /**
     * The same, with a look at the brokers while a group cannot be joined.
     *
     * @param brokers throws where they cannot be reached
     */
    ConsumeSession checking(Runnable brokers) {
        check = brokers;
        return this;
    }

    /** Returns the exit code when all is read, written out and committed, and the group is left. */
    int run() {
        try {
            new ConsumeLoop(
                            kafka,
                            counters,
                            order,
                            printer,
                            console::flush,
                            () -> stopped || idle.isOver(),
                            console::say)
                    .checking(check)
                    .run();
            close();
            if (!quiet) {
                console.say(summary());
            }
            well = true;
            return ExitCode.OK.code();
        } catch (BrokenPipeException enough) {
            close();
            well = true;
            throw enough;
        } catch (RuntimeException broken) {
            close();
            throw broken;
        } finally {
            over.countDown();
        }
    }

    /** Ends it after the work in hand; whether that is how such a reading ends: one that has no end of its own. */
    boolean stop() {
        stopped = true;
        try {
            boolean isOver = over.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return isOver && well && !order.isBounded();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void close() {
        kafka.close(CloseOptions.timeout(TIMEOUT));
    }

    private String summary() {
        var passedOver = printer.passedOver() == 0 ? "" : ", %d passed over".formatted(printer.passedOver());
        return Text.records(printer.written()) + " of " + order.wanted() + passedOver;
    }
}
