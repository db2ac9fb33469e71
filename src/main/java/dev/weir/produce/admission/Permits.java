package dev.weir.produce.admission;

import dev.weir.model.Failure;
import dev.weir.model.HeapShare;
import dev.weir.produce.channel.ProduceConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is under way at once, in records and in bytes.
 *
 * <p>A permit is held until Kafka's producer has told what became of the record, also when the one who asked has long
 * been answered: so memory stays bounded, and no permit out means that nothing is open.
 */
@ApplicationScoped
public class Permits {

    private final long mostRecords;
    private final long mostBytes;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile CompletableFuture<Void> home;

    Permits(ProduceConfig config, MeterRegistry registry) {
        mostRecords = config.maxRecords();
        mostBytes = config.maxBytes().map(size -> size.asLongValue()).orElse(HeapShare.UNDER_WAY.bytes());
        Gauge.builder("weir.produce.records.in.flight", records, AtomicLong::get)
                .description("Records that Kafka has not yet told the outcome of")
                .register(registry);
    }

    /**
     * Takes permits for all or none.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} when too much is under way
     */
    public void acquire(int count, long size) {
        long recordsNow = records.addAndGet(count);
        long bytesNow = bytes.addAndGet(size);
        if (exceeds(recordsNow, count, mostRecords) || exceeds(bytesNow, size, mostBytes)) {
            release(count, size);
            throw Failure.of(
                    Failure.Kind.TOO_MANY, "Too many records are under way at once; nothing was sent, try again");
        }
    }

    /** What is larger than the whole bound may still pass alone. */
    private static boolean exceeds(long now, long asked, long most) {
        return now > most && now > asked;
    }

    public void release(int count, long size) {
        bytes.addAndGet(-size);
        if (records.addAndGet(-count) == 0 && home != null) {
            home.complete(null);
        }
    }

    /**
     * Waits until no permit is out; blocks.
     *
     * @return whether all came back in time
     */
    public boolean awaitDrained(Duration patience) {
        home = new CompletableFuture<>();
        if (inFlight() == 0) {
            return true;
        }
        home.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
        return inFlight() == 0;
    }

    /** How many records are under way. */
    public long inFlight() {
        return records.get();
    }
}
