package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;

/** One kind of load, repeated on its own thread. */
interface Workload {

    /** For the table, and to leave it out by. */
    String name();

    /** Runs it once; a broken connection is a defect of Weir. */
    void step() throws IOException, InterruptedException;

    /** Between two steps. */
    default Duration pause() {
        return Duration.ofMillis(200);
    }

    /** Deletes its state in Weir, except for state that Weir has to expire. */
    default void end() throws IOException, InterruptedException {}
}
