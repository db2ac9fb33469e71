package dev.weir.cli.cluster;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.NumberCheck;
import dev.weir.cli.text.RawText;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.TopicName;
import java.util.Arrays;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the partition of a key. */
@Command(
        description = "Shows the partition that each partitioner of Kafka's clients chooses for a key.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli partition-of customer-17 --topic orders",
            "  kafka-cli partition-of customer-17 --partitions 12 --partitioner fnv1a"
        })
public final class PartitionOfCommand extends OutputCommand implements Runnable {

    @Parameters(paramLabel = "KEY", description = "The key.")
    private RawText key;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "The topic with the number of partitions.")
    private String topic;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "The number of partitions, instead of a topic.")
    private Integer partitions;

    @Option(
            names = "--partitioner",
            paramLabel = "NAME",
            description =
                    "Show only the partition of this partitioner: murmur2 (Kafka's own), fnv1a (sarama, kafka-go), "
                            + "fnv1a-reference, crc32 (librdkafka, kcat) or crc32-signed.")
    private String partitioner;

    @Option(names = "--base64", description = "KEY is base64, for binary keys.")
    private boolean base64;

    /** Writes to the console. */
    public PartitionOfCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        if ((topic == null) == (partitions == null)) {
            throw CliException.usage("Exactly one of --topic and --partitions must be given");
        }
        var bytes = bytes();
        var only = partitioner == null ? null : byKey(PartitionerType.fromString(partitioner));
        int count = topic == null ? NumberCheck.atLeast(1, partitions, "--partitions") : countOf(new TopicName(topic));
        if (only != null) {
            console.line(Integer.toString(only.partition(bytes, count)));
            return;
        }
        var table = new Table("partitioner", "partition");
        Arrays.stream(PartitionerType.values())
                .filter(PartitionerType::isByKey)
                .forEach(each -> table.row(each.toString(), each.partition(bytes, count)));
        table.print(console, format());
    }

    private int countOf(TopicName name) {
        try (var admin = connection.admin()) {
            return Await.result(new TopicMetadataCache(admin).partitions(name));
        }
    }

    private byte[] bytes() {
        try {
            return base64 ? Base64.getDecoder().decode(key.text()) : key.bytes();
        } catch (IllegalArgumentException invalid) {
            throw CliException.usage("KEY is not base64: " + invalid.getMessage());
        }
    }

    private static PartitionerType byKey(PartitionerType partitioner) {
        if (!partitioner.isByKey()) {
            throw CliException.usage(partitioner + " does not use keys, so a key has no partition");
        }
        return partitioner;
    }
}
