package dev.weir.cli.deadletters;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.deadletters.redrive.Redrive;
import dev.weir.deadletters.redrive.RedriveClient;
import dev.weir.deadletters.redrive.RedriveEnvironment;
import dev.weir.deadletters.redrive.RedriveReport;
import dev.weir.deadletters.redrive.RedriveResult;
import dev.weir.deadletters.redrive.RedriveSpec;
import dev.weir.reading.Stopwatch;
import java.util.UUID;

/** Runs a redrive until it ends or a signal stops it, and prints its counts once. */
final class RedriveRun {

    private static final long STOP_SECONDS = 60;

    private final CliConsole console;
    private final OutputFormat format;
    private final RedriveEnvironment environment;
    private final RedriveSpec spec;
    private final RedriveClient client;
    private final long expected;
    private RedriveOutput output;
    private Redrive redrive;
    private boolean reported;

    /** @param expected about how many dead letters the redrive comes to */
    RedriveRun(
            CliConsole console,
            OutputFormat format,
            RedriveEnvironment environment,
            RedriveSpec spec,
            RedriveClient client,
            long expected) {
        this.console = console;
        this.format = format;
        this.environment = environment;
        this.spec = spec;
        this.client = client;
        this.expected = expected;
    }

    RedriveReport run(Ticker ticker) {
        output = new RedriveOutput(console, format, spec.topic(), expected, new Stopwatch(ticker));
        redrive = new Redrive(UUID.randomUUID().toString(), environment, spec, client, this::write);
        var signal = StopSignal.register(this::stop);
        redrive.run();
        signal.unregister();
        return report();
    }

    /** Writes a result; a closed output ends the redrive after the records in flight. */
    private void write(RedriveResult result) {
        if (!output.write(result)) {
            redrive.cancel();
        }
    }

    private boolean stop() {
        redrive.cancel();
        try {
            redrive.awaitEnd(STOP_SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        report();
        return false;
    }

    /** Called by the thread of the command and by that of the signal; prints only for the first. */
    private synchronized RedriveReport report() {
        var report = redrive.report();
        if (!reported) {
            reported = true;
            output.end();
            console.notice("Sent: %d; failed: %d; skipped: %d%s"
                    .formatted(
                            report.sent(),
                            report.failed(),
                            report.skipped(),
                            report.state() == RedriveReport.State.CANCELLED ? "; stopped before the end" : ""));
            if (report.error() != null) {
                console.notice(report.error());
            }
        }
        return report;
    }
}
