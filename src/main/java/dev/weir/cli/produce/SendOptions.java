package dev.weir.cli.produce;

import dev.weir.cli.terminal.CliException;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import picocli.CommandLine.Option;

/** How records are sent. */
final class SendOptions {

    @Option(
            names = "--partitioner",
            paramLabel = "NAME",
            description =
                    "Who chooses partitions: murmur2 (Kafka's own; default), fnv1a (sarama, kafka-go), fnv1a-reference, "
                            + "crc32 (librdkafka, kcat), crc32-signed, round-robin or random.")
    private String partitioner = "murmur2";

    @Option(
            names = "--acks",
            paramLabel = "ACKS",
            description = "Who must have a record: all replicas in sync (all; default), the leader (1), nobody (0).")
    private String acks = "all";

    @Option(
            names = {"-z", "--compression"},
            paramLabel = "CODEC",
            description = "How batches are packed: none (default), gzip, snappy, lz4 or zstd.")
    private String compression;

    @Option(names = "--rate", paramLabel = "N", description = "The most records a second; such as 0.5.")
    private Double rate;

    PartitionerType partitioning() {
        return PartitionerType.fromString(partitioner);
    }

    Acks acks() {
        return Acks.fromString(acks);
    }

    /** Null for what the configuration says. */
    String compression() {
        return compression;
    }

    /** Null for no limit. */
    Double rate() {
        if (rate != null && !(rate > 0)) {
            throw CliException.usage("--rate is a number of records a second above 0, not " + rate);
        }
        return rate;
    }
}
