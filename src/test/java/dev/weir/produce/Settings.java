package dev.weir.produce;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Settings small enough for a test to reach their bounds.
 *
 * @param receipts the window of closed receipts
 */
record Settings(Duration stall, int maxRecords, MemorySize maxBytes, int receipts) implements ProduceConfig {

    static Settings small(int maxRecords, long maxBytes) {
        return new Settings(Duration.ofMillis(50), maxRecords, new MemorySize(BigInteger.valueOf(maxBytes)), 3);
    }

    @Override
    public Duration budget() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Duration drain() {
        return Duration.ofSeconds(8);
    }

    @Override
    public boolean createTopics() {
        return false;
    }
}
