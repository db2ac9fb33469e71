package dev.weir.benchmark;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the number of records in flight, and fails with the first that fails. For one thread that sends. */
final class InFlight {

    private static final int TIMEOUT_SECONDS = 30;

    private final int most;
    private final Semaphore places;
    private volatile Throwable failure;

    InFlight(int most) {
        this.most = most;
        places = new Semaphore(most);
    }

    /** Waits for a place. */
    void enter() throws InterruptedException {
        take(1);
    }

    /**
     * Releases a place; called by any thread.
     *
     * @param thrown null where the record is acknowledged
     */
    void leave(Throwable thrown) {
        if (thrown != null) {
            failure = thrown;
        }
        places.release();
    }

    /** Waits until no record is in flight. */
    void settle() throws InterruptedException {
        take(most);
        places.release(most);
    }

    private void take(int number) throws InterruptedException {
        boolean taken = places.tryAcquire(number) || places.tryAcquire(number, TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!taken) {
            throw new IllegalStateException("No acknowledgement in " + TIMEOUT_SECONDS + " s");
        }
        if (failure != null) {
            throw new IllegalStateException("A record was not acknowledged", failure);
        }
    }
}
