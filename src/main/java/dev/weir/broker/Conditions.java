package dev.weir.broker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens outside this JVM and is not announced. */
final class Conditions {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Conditions() {}

    /** Asks until the answer is yes, and gives the last answer when the time is over or the thread is interrupted. */
    static boolean until(Duration limit, BooleanSupplier question) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        return true;
    }
}
