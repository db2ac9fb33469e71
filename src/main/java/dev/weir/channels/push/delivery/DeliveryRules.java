package dev.weir.channels.push.delivery;

import java.util.Set;

/**
 * How the records of a push are delivered.
 *
 * @param concurrency the maximum number of requests at once
 * @param windowRecords the maximum number of records from the oldest undelivered one to the newest one
 * @param windowBytes the maximum size of undelivered records
 * @param recordsPerSecond 0 without a limit
 * @param failureThreshold the failures in a row after which the receiver counts as failing
 * @param rejecting the statuses with which a receiver rejects a record for good
 */
public record DeliveryRules(
        int concurrency,
        int windowRecords,
        long windowBytes,
        double recordsPerSecond,
        int failureThreshold,
        Set<Integer> rejecting,
        BatchRule batch,
        RetrySchedule retry) {

    public DeliveryRules {
        rejecting = Set.copyOf(rejecting);
    }
}
