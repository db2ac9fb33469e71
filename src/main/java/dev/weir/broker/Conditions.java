package dev.weir.broker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls for conditions outside this JVM. */
final class Conditions {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Conditions() {}

    /** Polls until the condition is true, and returns its last value after a timeout or an interrupt. */
    static boolean until(Duration timeout, BooleanSupplier condition) {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        return true;
    }
}
