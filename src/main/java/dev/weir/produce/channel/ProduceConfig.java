package dev.weir.produce.channel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The settings of producing. */
@ConfigMapping(prefix = "weir.produce")
public interface ProduceConfig {

    /** The longest that a synchronous send may take; then the response is 504. */
    @WithDefault("6s")
    Duration timeout();

    /** How long Kafka may confirm no record, while some are in flight, before new ones are refused with 503. */
    @WithDefault("1s")
    Duration stallTimeout();

    /** The longest that the shutdown waits for records in flight. */
    @WithDefault("8s")
    Duration drainTimeout();

    /** The most records in flight; more are refused with 429. */
    @WithDefault("100000")
    int maxRecords();

    /** The most memory of records in flight, a sixteenth of the heap by default; more records are refused with 429. */
    Optional<MemorySize> maxBytes();

    /** The most receipts that are kept after their outcome is known; the oldest are dropped first. */
    @WithDefault("10000")
    int maxReceipts();

    /**
     * Whether a send creates a missing topic as the broker would, with the broker's default partitions and replicas.
     */
    @WithDefault("false")
    boolean createTopics();
}
