package dev.weir.cli.doctor;

/**
 * The difference between the clock of a broker and the clock of this machine.
 *
 * @param millis positive if the clock of the broker is ahead
 * @param uncertaintyMillis the maximum error, which comes from the network latency
 */
record ClockSkew(long millis, long uncertaintyMillis) {

    private static final long THRESHOLD_MILLIS = 1_000;

    /**
     * Calculates the skew from the timestamp that the broker gave to a record.
     *
     * @param before the local time when the record was sent
     * @param broker the timestamp of the record
     * @param after the local time when the broker acknowledged the record
     */
    static ClockSkew of(long before, long broker, long after) {
        return new ClockSkew(broker - (before + after) / 2, (after - before + 1) / 2);
    }

    /** The skew as the result of the check {@code clock}. */
    CheckResult result() {
        if (Math.abs(millis) - uncertaintyMillis < THRESHOLD_MILLIS) {
            return CheckResult.good(
                    "clock",
                    "The clocks of the broker and of this machine differ by %d ms (±%d)"
                            .formatted(millis, uncertaintyMillis));
        }
        return CheckResult.doubtful(
                "clock",
                ("The broker's clock is %.1f s %s the clock of this machine: record timestamps, retention and '@1h-ago' are off"
                                + " by that much; synchronize both by NTP")
                        .formatted(Math.abs(millis) / 1000.0, millis > 0 ? "ahead of" : "behind"));
    }
}
