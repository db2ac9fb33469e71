package dev.weir.cli.generate;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.generate.Generator;
import dev.weir.generate.GeneratorReport;

/** Runs a generator until it ends or a signal stops it, and prints its report once. */
final class GeneratorRun {

    private final CliConsole console;
    private final Generator generator;
    private boolean reported;

    GeneratorRun(CliConsole console, Generator generator) {
        this.console = console;
        this.generator = generator;
    }

    /** Returns the exit code. */
    int run() {
        var signal = StopSignal.register(this::stop);
        generator.run();
        signal.unregister();
        return report(generator.report());
    }

    private boolean stop() {
        try {
            return report(generator.stop()) == ExitCode.OK.code();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Called by the thread of the command and by that of the signal; prints only for the first. */
    private synchronized int report(GeneratorReport report) {
        if (!reported) {
            reported = true;
            console.notice("Enqueued: %d; errors: %d".formatted(report.enqueued(), report.errors()));
            if (report.lastError() != null) {
                console.notice("The last error: " + report.lastError());
            }
        }
        return report.errors() == 0 ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }
}
