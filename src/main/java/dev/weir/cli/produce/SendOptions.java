package dev.weir.cli.produce;

import dev.weir.cli.terminal.CliException;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import picocli.CommandLine.Option;

/** The options for sending records. */
final class SendOptions {

    @Option(
            names = "--partitioner",
            paramLabel = "NAME",
            description =
                    "Partitioner: murmur2 (of Kafka's Java clients; default), fnv1a (sarama, kafka-go), fnv1a-reference, "
                            + "crc32 (librdkafka, kcat), crc32-signed, round-robin or random.")
    private String partitioner = "murmur2";

    @Option(
            names = "--acks",
            paramLabel = "ACKS",
            description = "Acknowledgements: all in-sync replicas (all; default), the leader (1), or none (0).")
    private String acks = "all";

    @Option(
            names = {"-z", "--compression"},
            paramLabel = "CODEC",
            description = "Compression of batches: ${COMPLETION-CANDIDATES}. Default: none.")
    private CompressionCodec compression;

    @Option(names = "--rate", paramLabel = "N", description = "Maximum number of records per second, for example 0.5.")
    private Double rate;

    PartitionerType partitioner() {
        return PartitionerType.fromString(partitioner);
    }

    Acks acks() {
        return Acks.fromString(acks);
    }

    /** Null for the compression of the client settings. */
    CompressionCodec compression() {
        return compression;
    }

    /** Null for no limit. */
    Double rate() {
        if (rate != null && !(rate > 0)) {
            throw CliException.usage("--rate is a number above 0, not " + rate);
        }
        return rate;
    }
}
