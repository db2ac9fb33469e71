package dev.weir.produce;

import dev.weir.produce.channel.ProduceConfig;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings with small bounds.
 *
 * @param maxReceipts the window of closed receipts
 */
public record TestProduceConfig(Duration stallTimeout, int maxRecords, Optional<MemorySize> maxBytes, int maxReceipts)
        implements ProduceConfig {

    public static TestProduceConfig small(int maxRecords, long maxBytes) {
        var most = Optional.of(new MemorySize(BigInteger.valueOf(maxBytes)));
        return new TestProduceConfig(Duration.ofMillis(50), maxRecords, most, 3);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Duration drainTimeout() {
        return Duration.ofSeconds(8);
    }

    @Override
    public boolean createTopics() {
        return false;
    }
}
