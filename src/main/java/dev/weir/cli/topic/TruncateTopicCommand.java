package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ConfirmationOptions;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Text;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.topics.PartitionDetails;
import dev.weir.topics.TopicTruncation;
import dev.weir.topics.Topics;
import dev.weir.topics.Truncation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes the oldest records of a topic. */
@Command(
        name = "truncate",
        description = "Deletes the oldest records of a topic, or all. Asks before, on a terminal.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic truncate orders --yes",
            "  kafka-cli topic truncate orders --before 120 --partition 0"
        })
public final class TruncateTopicCommand implements Callable<Integer> {

    private static final String END = "end";

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ConfirmationOptions confirmation;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String topic;

    @Option(
            names = {"-p", "--partition", "--partitions"},
            paramLabel = "N",
            split = ",",
            description = "Only these partitions. Default: all.")
    private List<Integer> partitions = new ArrayList<>();

    @Option(
            names = "--before",
            paramLabel = "OFFSET",
            description = "The first offset that stays; end (default) for none of those that are there now.")
    private String before = END;

    /** Speaks through a console. */
    public TruncateTopicCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var name = new TopicName(topic);
        long first = before.equals(END) ? Truncation.ALL : offset();
        confirmation.require("Delete the records of " + name + " before " + Text.onOneLine(before), console);
        try (var admin = connection.wire()) {
            Map<Integer, Long> wanted = new HashMap<>();
            chosen(admin, name).forEach(partition -> wanted.put(partition, first));
            var table = new Table("partition", "beginning_offset");
            truncated(admin, name, new Truncation(wanted)).forEach(table::row);
            table.print(console, output.format());
        }
        return ExitCode.OK.code();
    }

    private static Map<Integer, Long> truncated(KafkaAdmin admin, TopicName name, Truncation wanted) {
        try {
            return Await.of(new TopicTruncation(admin).truncate(name, wanted));
        } catch (Failure failure) {
            if (failure.details().isEmpty()) {
                throw failure;
            }
            // What is said of a place in a request's body is said of an option here.
            throw new CliException(
                    ExitCode.FAILED, failure.details().get(0).replaceFirst("^[^:]*:", "--before"), failure);
        }
    }

    private List<Integer> chosen(KafkaAdmin admin, TopicName name) {
        return partitions.isEmpty()
                ? Await.of(new Topics(admin).partitions(name)).stream()
                        .map(PartitionDetails::partition)
                        .toList()
                : partitions;
    }

    private long offset() {
        if (!before.matches("\\d{1,18}")) {
            throw CliException.usage("--before is an offset from 0, or end, not '" + Text.onOneLine(before) + "'");
        }
        return Long.parseLong(before);
    }
}
