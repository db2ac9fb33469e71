package dev.weir.cli.deadletters;

import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.cli.terminal.TextWidth;
import dev.weir.deadletters.ListedLetter;
import dev.weir.model.Printable;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one dead letter. */
@Command(
        description = "Shows a whole dead letter with its cause and origin.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli dead-letters show orders.dead:0:4",
            "  kafka-cli dead-letters show orders.dead:0:4 -o json"
        })
public final class ShowLetterCommand extends OutputCommand implements Runnable {

    private static final int LABEL_WIDTH = 12;

    @Mixin
    private LetterOptions letters;

    @Parameters(paramLabel = "TOPIC:PARTITION:OFFSET", description = "The dead letter, as 'list' shows it.")
    private String position;

    /** Writes to the console. */
    public ShowLetterCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var at = LetterPosition.parse(position);
        try (var session = new LetterSession(connection, letters)) {
            var letter = session.catalog().letter(at.topic(), at.partition(), at.offset());
            if (format() == OutputFormat.TABLE) {
                show(letter);
            } else {
                var columns = new LetterColumns(false);
                columns.table().row(columns.cells(letter)).print(console, format());
            }
        }
    }

    private void show(ListedLetter listed) {
        var letter = listed.letter();
        var origin = letter.origin();
        line("Letter", LetterPosition.text(letter.topic(), letter.partition(), letter.offset()));
        line("Time", Instant.ofEpochMilli(letter.time()).toString());
        if (origin.topic() != null) {
            line("Origin", LetterPosition.text(origin.topic(), origin.partition(), origin.offset()));
        }
        line("Reason", letter.reason());
        line("Class", letter.exceptionClass());
        line("Cause", letter.cause());
        line("Attempts", letter.attempts());
        line("State", listed.state());
        var sent = listed.sent();
        if (sent != null) {
            line("Redriven", "%s by %s".formatted(Instant.ofEpochMilli(sent.time()), sent.by()));
            line(
                    "To",
                    sent.topic() == null ? null : LetterPosition.text(sent.topic(), sent.partition(), sent.offset()));
            line("Error", sent.error());
        }
        line("Key", letter.key());
        letter.headers().forEach(header -> line("Header", "%s: %s".formatted(header.key(), header.value())));
        line(
                "Value",
                letter.value() == null ? "null" : "%d bytes, %s".formatted(letter.valueSize(), letter.valueFormat()));
        if (letter.value() != null) {
            console.line(console.isTerminal(StandardStream.OUT) ? Printable.escape(letter.value()) : letter.value());
        }
    }

    private void line(String label, Object content) {
        if (content != null) {
            console.line(TextWidth.padded(label, LABEL_WIDTH) + " " + Printable.escape(content.toString()));
        }
    }
}
