package dev.weir.cli.group;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.TimeExpression;
import dev.weir.groups.OffsetReset;
import dev.weir.groups.PartitionId;
import dev.weir.groups.ResetRequest;
import dev.weir.model.GroupId;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves the committed offsets of a group. */
@Command(
        description = {
            "Moves the committed offsets of a group that has no members.",
            "Without --execute only shows the changes, also while the group has members."
        },
        footer = {
            "",
            "Examples:",
            "  kafka-cli group reset billing --to earliest",
            "  kafka-cli group reset billing --to @2026-01-31T12:00 --topic orders --execute",
            "  kafka-cli group reset billing --to -100 --partition orders:3 --execute"
        })
public final class ResetGroupCommand extends OutputCommand implements Runnable {

    @Parameters(paramLabel = "GROUP", description = "The group; an unknown group is created with these offsets.")
    private String group;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "OFFSET",
            description =
                    "earliest, latest, an offset, +N or -N offsets from the committed one, @TIME (@2026-01-31T12:00, "
                            + "@1h-ago, @ seconds or milliseconds since 1970).")
    private String to;

    @Option(
            names = {"-t", "--topic", "--topics"},
            paramLabel = "TOPIC",
            split = ",",
            description = "Only these topics. Default: all topics with committed offsets of the group.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = {"-p", "--partition", "--partitions"},
            paramLabel = "TOPIC:N",
            split = ",",
            description = "Only these partitions.")
    private List<String> partitions = new ArrayList<>();

    @Option(names = "--execute", description = "Commit the offsets, instead of only showing the changes.")
    private boolean execute;

    /** Writes to the console. */
    public ResetGroupCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var name = new GroupId(group);
        var target = target(to, Instant.now());
        if (to.startsWith("@")) {
            TimeExpression.interpretation(to.substring(1)).ifPresent(note -> console.notice("--to @" + note));
        }
        var request = new ResetRequest(
                target,
                topics.stream().map(TopicName::new).toList(),
                partitions.stream().map(ResetGroupCommand::partition).toList(),
                !execute);
        try (var admin = connection.admin()) {
            var asked = new OffsetReset(admin).reset(name, request);
            var table = new Table("topic", "partition", "before", "after", "effect", "records");
            // With given topics the group may be new, and only a topic can be unknown.
            var reset = topics.isEmpty() && partitions.isEmpty() ? GroupAwait.result(asked) : Await.result(asked);
            reset.partitions()
                    .forEach(at -> table.row(
                            at.topic(),
                            at.partition(),
                            at.before(),
                            at.after(),
                            at.effect().toString().toLowerCase(Locale.ROOT),
                            at.records()));
            table.print(console, format());
            notice(reset.members());
        }
    }

    private void notice(int members) {
        if (members > 0) {
            console.notice("Nothing was changed. The group has %d running member%s; Kafka refuses --execute until %s"
                    .formatted(members, members == 1 ? "" : "s", members == 1 ? "it has left" : "they have left"));
        } else if (!execute) {
            console.notice("Nothing was changed; --execute commits these offsets");
        }
    }

    static OffsetExpression target(String text, Instant now) {
        if (text.matches("[+-]\\d{1,18}")) {
            return OffsetExpression.committed(Long.parseLong(text));
        }
        return OffsetExpression.ofArgument(text, time -> TimeExpression.parse(time, now))
                .filter(spec -> spec.kind() != OffsetExpression.Kind.COMMITTED)
                .orElseThrow(() -> CliException.usage("--to is earliest, latest, an offset, +N, -N or @TIME, not '%s'"
                        .formatted(Printable.escape(text))));
    }

    private static PartitionId partition(String text) {
        int colon = text.lastIndexOf(':');
        var number = text.substring(colon + 1);
        if (colon < 1 || !number.matches("\\d{1,9}")) {
            throw CliException.usage("--partition is TOPIC:N, for example orders:3, not '%s'".formatted(text));
        }
        return new PartitionId(new TopicName(text.substring(0, colon)), Integer.parseInt(number));
    }
}
