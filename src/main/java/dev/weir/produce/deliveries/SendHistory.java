package dev.weir.produce.deliveries;

import java.util.Arrays;
import java.util.List;

/** Counts of records by second, of the last minutes. Safe for use by many threads. */
final class SendHistory {

    private final int seconds;
    private final long[] confirmed;
    private final long[] failed;
    private final long first;
    private long newest;

    /**
     * Begins with empty seconds.
     *
     * @param seconds how many whole seconds are kept
     * @param now seconds since 1970
     */
    SendHistory(int seconds, long now) {
        this.seconds = seconds;
        confirmed = new long[seconds + 1];
        failed = new long[seconds + 1];
        first = now;
        newest = now;
    }

    synchronized void add(long now, long moreConfirmed, long moreFailed) {
        moveTo(now);
        // A clock that was set back counts for the newest second.
        confirmed[slot(newest)] += moreConfirmed;
        failed[slot(newest)] += moreFailed;
    }

    /** The whole seconds before this one, the oldest first. */
    synchronized DeliveriesBySecond until(long now) {
        moveTo(now);
        int count = (int) Math.min(seconds, newest - first);
        var confirmedThen = new long[count];
        var failedThen = new long[count];
        for (int i = 0; i < count; i++) {
            confirmedThen[i] = confirmed[slot(newest - count + i)];
            failedThen[i] = failed[slot(newest - count + i)];
        }
        return new DeliveriesBySecond((newest - count) * 1_000, list(confirmedThen), list(failedThen));
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    private void moveTo(long now) {
        for (long empty = Math.max(newest + 1, now - seconds); empty <= now; empty++) {
            confirmed[slot(empty)] = 0;
            failed[slot(empty)] = 0;
        }
        newest = Math.max(newest, now);
    }

    private int slot(long second) {
        return (int) (second % confirmed.length);
    }
}
