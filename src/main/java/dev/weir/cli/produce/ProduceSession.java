package dev.weir.cli.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.reading.Stopwatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** One run of the command {@code produce}, from its input to the summary; another thread may stop it. */
final class ProduceSession {

    static final String STANDARD_INPUT = "-";

    private static final Duration TIMEOUT = Duration.ofSeconds(130);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final CliConsole console;
    private final AsyncSender sender;
    private final DeliveryCounter counter;
    private final ProgressReporter progress;
    private final InputReader reader;
    private final boolean quiet;
    private final Stopwatch sinceStart;
    private volatile boolean stopped;
    private boolean finished;

    /**
     * A session that has not started.
     *
     * @param rate records per second; null for no limit
     * @param quiet whether to print only failures
     */
    ProduceSession(
            CliConsole console,
            AsyncSender sender,
            DeliveryCounter counter,
            Double rate,
            boolean quiet,
            Ticker ticker) {
        this.console = console;
        this.sender = sender;
        this.counter = counter;
        this.quiet = quiet;
        sinceStart = new Stopwatch(ticker);
        boolean showsProgress =
                console.isTerminal(StandardStream.ERR) && !console.isTerminal(StandardStream.IN) && !quiet;
        progress = new ProgressReporter(counter, showsProgress ? console::prompt : null, ticker);
        reader =
                new InputReader(sender, counter, new RateLimiter(rate, () -> stopped, ticker), progress, () -> stopped);
    }

    /** Reads and sends all input; returns before all records are acknowledged. */
    void run(InputOptions input, RecordDefaults defaults, List<FileArgument> files, boolean isInteractive) {
        if (input.hasRecords()) {
            input.recordsOfOptions(defaults).forEach(record -> reader.record(record, new InputLocation(null, 0)));
        } else if (files.isEmpty()) {
            readStandardInput(input, defaults, isInteractive ? this::prompt : () -> {});
        } else {
            for (var file : files) {
                read(input, defaults, file);
            }
        }
    }

    /** Waits for records in flight and prints the summary, once; the command and the signal both call it. */
    synchronized int finish() {
        if (!finished) {
            finished = true;
            sender.finish(stopped ? STOP_TIMEOUT : TIMEOUT);
            progress.clear();
            if (counter.fatal() != null) {
                console.notice("The remaining input was not sent");
            }
            if (!quiet || counter.failed() > 0) {
                console.notice(summary());
            }
        }
        return counter.failed() == 0 ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    /** Stops reading input, which may have no end, and finishes; an interrupted command has not succeeded. */
    boolean stop() {
        stopped = true;
        finish();
        return false;
    }

    private void read(InputOptions input, RecordDefaults defaults, FileArgument file) {
        if (file.name().equals(STANDARD_INPUT)) {
            readStandardInput(input, defaults, () -> {});
            return;
        }
        try (var in = Files.newInputStream(file.path())) {
            read(input, defaults, in, file.name(), () -> {});
        } catch (IOException unreadable) {
            counter.unreadable(RawText.shown(file.name()), unreadable);
        }
    }

    private void readStandardInput(InputOptions input, RecordDefaults defaults, Runnable beforeEach) {
        try {
            read(input, defaults, console.in(), null, beforeEach);
        } catch (IOException unreadable) {
            counter.unreadable("Standard input", unreadable);
        }
    }

    private void read(InputOptions input, RecordDefaults defaults, InputStream in, String file, Runnable beforeEach)
            throws IOException {
        var parser = input.parser(defaults);
        if (!input.isWhole()) {
            reader.lines(in, file, input.delimiter(), parser, beforeEach);
            return;
        }
        var location = new InputLocation(file, 0);
        try {
            reader.record(parser.record(readAll(in)), location);
        } catch (Failure tooLarge) {
            counter.failed(location, tooLarge);
        }
    }

    /** Reads to the end without querying the length, which a pipe does not have; input may be larger than memory. */
    private static byte[] readAll(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[1 << 16];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (bytes.size() + read > InputReader.MAX_LENGTH) {
                throw Failure.of(Failure.Kind.TOO_LARGE, "longer than " + InputReader.MAX_LENGTH + " bytes");
            }
            bytes.write(chunk, 0, read);
        }
        return bytes.toByteArray();
    }

    /** At a terminal the outcome of a line is shown before the next prompt. */
    private void prompt() {
        sender.flush();
        console.prompt(">");
    }

    private String summary() {
        double seconds = sinceStart.elapsed().toMillis() / 1e3;
        var last = counter.last();
        if (counter.stored() == 1 && counter.failed() == 0 && last.hasOffset()) {
            return "1 record written to %s[%d] at offset %d".formatted(last.topic(), last.partition(), last.offset());
        }
        return "%s written in %.1f s, %d failed"
                .formatted(Count.of(counter.stored(), "record"), seconds, counter.failed());
    }
}
