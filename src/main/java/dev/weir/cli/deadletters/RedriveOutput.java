package dev.weir.cli.deadletters;

import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.deadletters.redrive.RedriveResult;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.Locale;

/** Writes the result of each dead letter, and shows the progress on a terminal. For one thread. */
final class RedriveOutput {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int BAR_WIDTH = 30;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final CliConsole console;
    private final OutputFormat format;
    private final TopicName topic;
    private final long expected;
    private final Stopwatch sinceShown;
    private final Table table = new Table("letter", "effect", "to", "error");
    private BrokenPipeException closed;
    private long results;

    /** @param expected about how many results there will be */
    RedriveOutput(CliConsole console, OutputFormat format, TopicName topic, long expected, Stopwatch sinceShown) {
        this.console = console;
        this.format = format;
        this.topic = topic;
        this.expected = expected;
        this.sinceShown = sinceShown;
    }

    /** Returns whether the output is still read. */
    boolean write(RedriveResult result) {
        results++;
        var letter = LetterPosition.text(topic.value(), result.partition(), result.offset());
        var effect = result.effect().name().toLowerCase(Locale.ROOT);
        var to = result.to() == null
                ? null
                : LetterPosition.text(
                        result.to().topic().value(),
                        result.to().partition(),
                        result.to().offset());
        if (format == OutputFormat.TABLE) {
            line("%s  %-7s  %s".formatted(letter, effect, to == null ? Printable.escape(result.error()) : to));
        } else {
            table.row(letter, effect, to, result.error());
        }
        progress();
        return closed == null;
    }

    private void line(String text) {
        if (closed == null) {
            try {
                clear();
                console.line(text);
            } catch (BrokenPipeException reader) {
                closed = reader;
            }
        }
    }

    private void progress() {
        if (isInteractive() && sinceShown.exceeds(INTERVAL)) {
            sinceShown.restart();
            long total = Math.max(results, expected);
            int done = (int) (results * BAR_WIDTH / total);
            console.prompt(
                    "\r[%s%s] %d of %d ".formatted("#".repeat(done), "-".repeat(BAR_WIDTH - done), results, total));
        }
    }

    private void clear() {
        if (isInteractive()) {
            console.prompt(CLEAR_LINE);
        }
    }

    private boolean isInteractive() {
        return console.isTerminal(StandardStream.ERR);
    }

    /** Ends the progress, and writes a table that is not for people. */
    void end() {
        clear();
        if (closed != null) {
            throw closed;
        }
        if (format != OutputFormat.TABLE) {
            table.print(console, format);
        }
    }
}
