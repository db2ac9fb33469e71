package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Failure;
import dev.weir.reading.Stopwatch;
import java.time.Duration;

/** Finds new partitions at intervals, and fails when Kafka sends no records; for the thread of the loop. */
final class PartitionRefresher {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Shorter until the group is joined, so that an unreachable coordinator is reported soon. */
    private static final Duration JOIN_INTERVAL = Duration.ofSeconds(3);

    private static final Duration NO_DATA_TIMEOUT = Duration.ofSeconds(30);

    private final PartitionSource partitions;
    private final boolean isBounded;
    private final Runnable brokerCheck;
    private final Stopwatch sinceRefresh;
    private final Stopwatch sinceData;

    /**
     * Starts the intervals now.
     *
     * @param isBounded whether the command ends at the latest offsets of its start, and so ignores new partitions
     * @param brokerCheck runs while the group is not joined; throws if the brokers are unreachable
     */
    PartitionRefresher(PartitionSource partitions, boolean isBounded, Runnable brokerCheck, Ticker ticker) {
        this.partitions = partitions;
        this.isBounded = isBounded;
        this.brokerCheck = brokerCheck;
        sinceRefresh = new Stopwatch(ticker);
        sinceData = new Stopwatch(ticker);
    }

    /**
     * Called after each poll.
     *
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} if Kafka has sent no record for too long, although some are left
     */
    void afterPoll(boolean isEmpty) {
        if (!isEmpty) {
            sinceData.restart();
        }
        if (isBounded && sinceData.exceeds(NO_DATA_TIMEOUT)) {
            throw Failure.unavailable("Kafka has sent no record for %d s, although there are more to read"
                    .formatted(NO_DATA_TIMEOUT.toSeconds()));
        }
        boolean isJoining = !partitions.isAssigned();
        var interval = isJoining ? JOIN_INTERVAL : INTERVAL;
        if ((isBounded && !isJoining) || !sinceRefresh.exceeds(interval)) {
            return;
        }
        sinceRefresh.restart();
        if (isJoining) {
            // The consumer itself retries the bootstrap servers without end.
            brokerCheck.run();
        }
        partitions.refresh();
    }
}
