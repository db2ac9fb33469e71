package dev.weir.produce.admission;

import dev.weir.model.Failure;
import dev.weir.model.HeapShare;
import dev.weir.produce.channel.ProduceConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the records in flight, by number and by bytes.
 *
 * <p>A permit is held until Kafka's producer reports the outcome of the record, even if the client has its response
 * before that: so memory stays bounded, and without permits in use every outcome is known.
 */
@Startup
@Singleton
public class Permits {

    private final long maxRecords;
    private final long maxBytes;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile CompletableFuture<Void> drained;

    Permits(ProduceConfig config, MeterRegistry registry) {
        maxRecords = config.maxRecords();
        maxBytes = config.maxBytes().map(size -> size.asLongValue()).orElse(HeapShare.IN_FLIGHT.bytes());
        Gauge.builder("weir.produce.records.in.flight", records, AtomicLong::get)
                .description("Records whose outcome Kafka has not reported yet")
                .register(registry);
    }

    /**
     * Acquires permits for all records or for none.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where too many records or bytes are in flight
     */
    public void acquire(int count, long size) {
        long recordsNow = records.addAndGet(count);
        long bytesNow = bytes.addAndGet(size);
        if (exceeds(recordsNow, count, maxRecords) || exceeds(bytesNow, size, maxBytes)) {
            release(count, size);
            throw Failure.of(
                    Failure.Kind.TOO_MANY, "Too many records are under way at once; nothing was sent, try again");
        }
    }

    /** A request that is larger than the bound passes while nothing else is in flight. */
    private static boolean exceeds(long now, long acquired, long max) {
        return now > max && now > acquired;
    }

    public void release(int count, long size) {
        bytes.addAndGet(-size);
        if (records.addAndGet(-count) == 0 && drained != null) {
            drained.complete(null);
        }
    }

    /**
     * Blocks until no record is in flight.
     *
     * @return whether all permits were released within the timeout
     */
    public boolean awaitDrained(Duration timeout) {
        drained = new CompletableFuture<>();
        if (inFlight() == 0) {
            return true;
        }
        drained.completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return inFlight() == 0;
    }

    /** The number of records in flight. */
    public long inFlight() {
        return records.get();
    }
}
