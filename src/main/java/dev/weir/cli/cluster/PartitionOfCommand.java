package dev.weir.cli.cluster;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.text.RawText;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.TopicName;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which partition a key has. */
@Command(
        name = "partition-of",
        description = "Tells which partition each client of Kafka would choose for a key.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli partition-of customer-17 --topic orders",
            "  kafka-cli partition-of customer-17 --partitions 12 --partitioner fnv1a"
        })
public final class PartitionOfCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "KEY", description = "The key.")
    private RawText key;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "The topic that says how many partitions there are.")
    private String topic;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "How many partitions there are, so that no topic is asked for.")
    private Integer partitions;

    @Option(
            names = "--partitioner",
            paramLabel = "NAME",
            description = "Only the number that this one chooses: murmur2 (Kafka's own), fnv1a (sarama, kafka-go), "
                    + "fnv1a-reference, crc32 (librdkafka, kcat) or crc32-signed.")
    private String partitioner;

    @Option(names = "--base64", description = "KEY is base64, for keys that are no text.")
    private boolean base64;

    /** Speaks through a console. */
    public PartitionOfCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        if ((topic == null) == (partitions == null)) {
            throw CliException.usage("Exactly one of --topic and --partitions must be given");
        }
        var bytes = bytes();
        var only = partitioner == null ? null : byKey(PartitionerType.fromString(partitioner));
        int count = topic == null ? checked(partitions) : asked(new TopicName(topic));
        if (only != null) {
            console.line(Integer.toString(only.partition(bytes, count)));
            return ExitCode.OK.code();
        }
        var table = new Table("partitioner", "partition");
        Arrays.stream(PartitionerType.values())
                .filter(PartitionerType::isByKey)
                .forEach(each -> table.row(each.toString(), each.partition(bytes, count)));
        table.print(console, output.format());
        return ExitCode.OK.code();
    }

    private int asked(TopicName name) {
        try (var admin = connection.wire()) {
            return Await.of(new TopicMetadataCache(admin).partitions(name));
        }
    }

    private byte[] bytes() {
        try {
            return base64 ? Base64.getDecoder().decode(key.text()) : key.bytes();
        } catch (IllegalArgumentException other) {
            throw CliException.usage("KEY is not base64: " + other.getMessage());
        }
    }

    private static PartitionerType byKey(PartitionerType partitioning) {
        if (!partitioning.isByKey()) {
            throw CliException.usage(partitioning + " does not look at keys, so that no key has a place");
        }
        return partitioning;
    }

    private static int checked(int count) {
        if (count < 1) {
            throw CliException.usage("--partitions is a number from 1, not " + count);
        }
        return count;
    }
}
