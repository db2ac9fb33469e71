package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ConfirmationOptions;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import dev.weir.topics.PartitionDetails;
import dev.weir.topics.TopicTruncation;
import dev.weir.topics.Topics;
import dev.weir.topics.Truncation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes the oldest records of a topic. */
@Command(
        description = "Deletes the oldest records of a topic, or all. Asks for confirmation on a terminal.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic truncate orders --yes",
            "  kafka-cli topic truncate orders --before 120 --partition 0"
        })
public final class TruncateTopicCommand extends OutputCommand implements Runnable {

    private static final String LATEST = "latest";

    @Mixin
    private ConfirmationOptions confirmation;

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
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
            description = "The first offset to keep; latest (default) to delete all present records.")
    private String before = LATEST;

    /** Writes to the console. */
    public TruncateTopicCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var name = new TopicName(topic);
        long first = isLatest() ? Truncation.ALL : offset();
        confirmation.require(
                "Delete the records of " + name + (isLatest() ? "" : " before offset " + Printable.escape(before)),
                console);
        try (var admin = connection.admin()) {
            Map<Integer, Long> offsets = new HashMap<>();
            selected(admin, name).forEach(partition -> offsets.put(partition, first));
            var table = new Table("partition", "beginning_offset");
            truncated(admin, name, new Truncation(offsets)).forEach(table::row);
            table.print(console, format());
        }
    }

    private static Map<Integer, Long> truncated(KafkaAdmin admin, TopicName name, Truncation truncation) {
        try {
            return Await.result(new TopicTruncation(admin).truncate(name, truncation));
        } catch (Failure failure) {
            if (failure.details().isEmpty()) {
                throw failure;
            }
            // The detail begins with a JSON path of the request body, which stands for the option.
            throw new CliException(
                    ExitCode.FAILED, failure.details().get(0).replaceFirst("^[^:]*:", "--before"), failure);
        }
    }

    private List<Integer> selected(KafkaAdmin admin, TopicName name) {
        return partitions.isEmpty()
                ? Await.result(new Topics(admin).partitions(name)).stream()
                        .map(PartitionDetails::partition)
                        .toList()
                : partitions;
    }

    private boolean isLatest() {
        return before.equals(LATEST) || before.equals("end");
    }

    private long offset() {
        if (!before.matches("\\d{1,18}")) {
            throw CliException.usage("--before is an offset from 0, or latest, not '" + Printable.escape(before) + "'");
        }
        return Long.parseLong(before);
    }
}
