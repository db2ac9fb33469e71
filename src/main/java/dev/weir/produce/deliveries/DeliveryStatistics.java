package dev.weir.produce.deliveries;

import dev.weir.http.HttpStatuses;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Keeps what became of all records that Weir was asked to send. Safe for use by many threads; never blocks. */
@Singleton
public class DeliveryStatistics {

    private static final int SECONDS = 300;

    private final long since = System.currentTimeMillis();
    private final SendHistory history = new SendHistory(SECONDS, since / 1_000);
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LatestFailures latest = new LatestFailures();
    private final Map<Acks, LongAdder> confirmed = new EnumMap<>(Acks.class);
    private final Map<Acks, LongAdder> failed = new EnumMap<>(Acks.class);
    private final Map<Failure.Kind, LongAdder> byKind = new EnumMap<>(Failure.Kind.class);

    DeliveryStatistics() {
        for (var acks : Acks.values()) {
            confirmed.put(acks, new LongAdder());
            failed.put(acks, new LongAdder());
        }
        for (var kind : Failure.Kind.values()) {
            byKind.put(kind, new LongAdder());
        }
    }

    /** Counts the confirmed records of a request whose outcomes are all known. */
    public void completed(Acks acks, Duration sinceArrival, int records) {
        latency.add(sinceArrival);
        confirmed.get(acks).add(records);
        history.add(second(), records, 0);
    }

    /**
     * Counts records of a request that failed.
     *
     * @param client as {@code Caller.owner()}
     */
    public void failed(SendRequest request, Failure failure, int records, String client) {
        failed.get(request.acks()).add(records);
        byKind.get(failure.kind()).add(records);
        history.add(second(), 0, records);
        latest.add(new FailedSend(
                System.currentTimeMillis(),
                request.topic(),
                request.acks().toString(),
                name(failure.kind()),
                HttpStatuses.of(failure.kind()),
                failure.getMessage(),
                records,
                client.isEmpty() ? null : client));
    }

    /** When counting began, in milliseconds since 1970. */
    public long since() {
        return since;
    }

    /** The records of each of the last 300 seconds, without the current one. */
    public DeliveriesBySecond bySecond() {
        return history.until(second());
    }

    /** The latencies of all requests since the start. */
    public List<LatencyBucket> latency() {
        return latency.buckets();
    }

    /** At most 200 failures, the newest first. */
    public List<FailedSend> latestFailures() {
        return latest.all();
    }

    /** Records that Kafka has confirmed since the start. */
    public long confirmed(Acks acks) {
        return confirmed.get(acks).sum();
    }

    /** Records that have failed since the start. */
    public long failed(Acks acks) {
        return failed.get(acks).sum();
    }

    /** Failed records by the kind of failure, of those kinds that there were. */
    public List<FailureCount> byKind() {
        return Arrays.stream(Failure.Kind.values())
                .map(kind -> new FailureCount(
                        name(kind), HttpStatuses.of(kind), byKind.get(kind).sum()))
                .filter(count -> count.records() > 0)
                .toList();
    }

    private static String name(Failure.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static long second() {
        return System.currentTimeMillis() / 1_000;
    }
}
