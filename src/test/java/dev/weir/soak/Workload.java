package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;

/** One kind of use, which does the same again and again on a thread of its own. */
interface Workload {

    /** For the table, and to leave it out by. */
    String name();

    /** Does it once; a connection that breaks is a fault of Weir. */
    void step() throws IOException, InterruptedException;

    /** Between two steps. */
    default Duration pause() {
        return Duration.ofMillis(200);
    }

    /** Leaves nothing of it behind in Weir, but what Weir is to end by itself. */
    default void end() throws IOException, InterruptedException {}
}
