package dev.weir.cli.produce;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Text;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import dev.weir.model.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** One command's way from its input to the last word about it; may be stopped from another thread. */
final class ProduceSession {

    static final String STANDARD_INPUT = "-";

    private static final Duration TIMEOUT = Duration.ofSeconds(130);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final CliConsole console;
    private final AsyncSender sending;
    private final DeliveryCounter tally;
    private final ProgressReporter progress;
    private final InputReader feed;
    private final boolean quiet;
    private final long startNanos = System.nanoTime();
    private volatile boolean stopped;
    private boolean finished;

    /**
     * A writing that has not begun.
     *
     * @param rate null for as fast as it goes
     * @param quiet whether to say nothing of what went well
     */
    ProduceSession(CliConsole console, AsyncSender sending, DeliveryCounter tally, Double rate, boolean quiet) {
        this.console = console;
        this.sending = sending;
        this.tally = tally;
        this.quiet = quiet;
        boolean isWatched =
                console.isTerminal(CliConsole.Stream.ERR) && !console.isTerminal(CliConsole.Stream.IN) && !quiet;
        progress = new ProgressReporter(tally, isWatched ? console::prompt : null);
        feed = new InputReader(sending, tally, new RateLimiter(rate, () -> stopped), progress, () -> stopped);
    }

    /** Sends all there is; returns when it is on its way. */
    void run(InputOptions input, RecordDefaults frame, List<FileArgument> files, boolean isPrompt) {
        if (input.isGiven()) {
            input.given(frame).forEach(record -> feed.record(record, new InputLocation(null, 0)));
        } else if (files.isEmpty()) {
            readStandardInput(input, frame, isPrompt ? this::prompt : () -> {});
        } else {
            for (var file : files) {
                read(input, frame, file);
            }
        }
    }

    /** Waits for what is under way and says how it went; done once, whoever asks. */
    synchronized int finish() {
        if (!finished) {
            finished = true;
            sending.finish(stopped ? STOP_TIMEOUT : TIMEOUT);
            progress.end();
            if (tally.stopping() != null) {
                console.say("What came behind was not sent");
            }
            if (!quiet || tally.failed() > 0) {
                console.say(summary());
            }
        }
        return tally.failed() == 0 ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    /** Takes no more input, which may go on for ever, and finishes; a command that is cut short does not end well. */
    boolean stop() {
        stopped = true;
        finish();
        return false;
    }

    private void read(InputOptions input, RecordDefaults frame, FileArgument file) {
        if (file.name().equals(STANDARD_INPUT)) {
            readStandardInput(input, frame, () -> {});
            return;
        }
        try (var in = Files.newInputStream(file.path())) {
            read(input, frame, in, file.name(), () -> {});
        } catch (IOException broken) {
            tally.broken(RawText.shown(file.name()), broken);
        }
    }

    private void readStandardInput(InputOptions input, RecordDefaults frame, Runnable beforeEach) {
        try {
            read(input, frame, console.in(), null, beforeEach);
        } catch (IOException broken) {
            tally.broken("Standard input", broken);
        }
    }

    private void read(InputOptions input, RecordDefaults frame, InputStream in, String file, Runnable beforeEach)
            throws IOException {
        var form = input.form(frame);
        if (!input.isWhole()) {
            feed.lines(in, file, input.delimiter(), form, beforeEach);
            return;
        }
        var origin = new InputLocation(file, 0);
        try {
            feed.record(form.record(whole(in)), origin);
        } catch (Failure tooLarge) {
            tally.failed(origin, tooLarge);
        }
    }

    /**
     * By reading on, and no other way: a pipe has no length to ask for, and what has none may be longer than memory.
     */
    private static byte[] whole(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var piece = new byte[1 << 16];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (bytes.size() + read > InputReader.MAX_LENGTH) {
                throw Failure.of(Failure.Kind.TOO_LARGE, "longer than " + InputReader.MAX_LENGTH + " bytes");
            }
            bytes.write(piece, 0, read);
        }
        return bytes.toByteArray();
    }

    /** Somebody who types sees what became of a line before the next one. */
    private void prompt() {
        sending.flush();
        console.prompt(">");
    }

    private String summary() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        var last = tally.last();
        if (tally.stored() == 1 && tally.failed() == 0 && last.hasOffset()) {
            return "1 record written to %s[%d] at offset %d".formatted(last.topic(), last.partition(), last.offset());
        }
        return "%s written in %.1f s, %d failed".formatted(Text.records(tally.stored()), seconds, tally.failed());
    }
}
