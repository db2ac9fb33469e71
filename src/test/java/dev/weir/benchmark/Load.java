package dev.weir.benchmark;

import java.time.Duration;

/** Sends one request over and over, from one thread, over as many connections as are asked for. */
interface Load extends AutoCloseable {

    /**
     * The responses within the measured time.
     *
     * @param requests all with a status of success
     */
    record Answered(long requests, double seconds, Latency latency) {}

    /**
     * Each connection sends its next request when the last is answered. May be called again when it has returned.
     *
     * @param time about how long; what is under way at its end does not count
     * @throws IllegalStateException where a request has failed
     */
    Answered closed(Duration time);

    @Override
    void close();
}
