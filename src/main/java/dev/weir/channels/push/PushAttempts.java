package dev.weir.channels.push;

import dev.weir.channels.push.delivery.PushResponse;
import dev.weir.channels.push.endpoint.RecordPlace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last requests of a push, and the last failed ones, which many successful ones would displace. Safe for use by
 * many threads.
 */
final class PushAttempts {

    private static final int MAX_ATTEMPTS = 100;

    private final InstantSource clock;
    private final ArrayDeque<PushAttempt> accepted = new ArrayDeque<>();
    private final ArrayDeque<PushAttempt> failed = new ArrayDeque<>();

    PushAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a request that has ended. */
    void add(List<ConsumerRecord<byte[], byte[]>> records, PushResponse response, Duration duration) {
        var attempt = new PushAttempt(
                clock.instant().minus(duration),
                RecordPlace.describe(records),
                response.status() == 0 ? null : response.status(),
                duration.toMillis(),
                response.problem(),
                response.excerpt().isEmpty() ? null : response.excerpt());
        synchronized (this) {
            var ring = response.isAccepted() ? accepted : failed;
            if (ring.size() == MAX_ATTEMPTS) {
                ring.removeFirst();
            }
            ring.add(attempt);
        }
    }

    /** All that are kept, the newest first. */
    synchronized List<PushAttempt> newestFirst() {
        return Stream.concat(accepted.stream(), failed.stream())
                .sorted(Comparator.comparing(PushAttempt::time).reversed())
                .toList();
    }
}
