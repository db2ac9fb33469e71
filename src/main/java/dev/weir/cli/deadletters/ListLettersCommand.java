package dev.weir.cli.deadletters;

import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.text.NumberCheck;
import dev.weir.deadletters.LetterQuery;
import dev.weir.deadletters.ListedLetter;
import dev.weir.model.TopicName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists dead letters. */
@Command(
        description = "Lists the dead letters of all dead letter topics, or of one; the newest first.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli dead-letters list",
            "  kafka-cli dead-letters list orders.dead --cause timeout",
            "  kafka-cli dead-letters list --where 'value.total > 100' --limit 1000 -o ndjson"
        })
public final class ListLettersCommand extends OutputCommand implements Runnable {

    @Mixin
    private LetterOptions letters;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "A topic with dead letters, whatever its name. Default: all dead letter topics.")
    private String topic;

    @Option(
            names = "--cause",
            paramLabel = "TEXT",
            description = "Only letters with this text in the reason, the class or the cause, in upper or lower case.")
    private String cause;

    @Option(
            names = {"-w", "--where"},
            paramLabel = "EXPRESSION",
            description = "Only letters for which the expression holds, such as 'value.total > 100'.")
    private String where;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "held",
            description = "held (default): those that were not sent back; sent: the others; all.")
    private String state;

    @Option(names = "--limit", paramLabel = "N", description = "At most this number. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    /** Writes to the console. */
    public ListLettersCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        NumberCheck.atLeast(1, limit, "--limit");
        var name = topic == null ? null : new TopicName(topic).checkReadable(false);
        var columns = new LetterColumns(format() == OutputFormat.TABLE);
        var table = columns.table();
        String after = null;
        int left = limit;
        try (var session = new LetterSession(connection, letters)) {
            var catalog = session.catalog();
            do {
                var page = catalog.page(
                        any -> true,
                        new LetterQuery(name, cause, where, state, Math.min(left, LetterQuery.MAX_LIMIT), after));
                page.records().forEach(letter -> add(columns, table, letter));
                left -= page.records().size();
                after = page.next();
            } while (left > 0 && after != null);
        }
        table.print(console, format());
        if (after != null) {
            console.notice("There are more; --limit lists more than " + limit);
        }
    }

    private static void add(LetterColumns columns, Table table, ListedLetter letter) {
        table.row(columns.cells(letter));
    }
}
