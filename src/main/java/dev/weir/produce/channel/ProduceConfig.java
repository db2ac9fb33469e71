package dev.weir.produce.channel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How records are sent. */
@ConfigMapping(prefix = "weir.produce")
public interface ProduceConfig {

    /** The longest a synchronous send may take before it is answered with 504. */
    @WithDefault("6s")
    Duration timeout();

    /** How long Kafka may confirm nothing, while records are under way, before new ones are refused with 503. */
    @WithDefault("1s")
    Duration stallTimeout();

    /** The longest that a stop waits for records that are under way. */
    @WithDefault("8s")
    Duration drainTimeout();

    /** The most records under way at once; more are refused with 429. */
    @WithDefault("100000")
    int maxRecords();

    /**
     * The most memory that records under way may take, a sixteenth of the heap by default; more are refused with 429.
     */
    Optional<MemorySize> maxBytes();

    /** The most receipts kept after their records' outcomes are known; the oldest go first. */
    @WithDefault("10000")
    int maxReceipts();

    /**
     * Whether a send creates a topic that is not there, as the broker would: with its default partitions and replicas.
     */
    @WithDefault("false")
    boolean createTopics();
}
