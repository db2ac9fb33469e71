package dev.weir.cli.doctor;

/**
 * How far the clock of a broker is from ours.
 *
 * @param millis how far the broker is ahead; negative where it is behind
 * @param uncertaintyMillis how wrong that can be, because a message takes time
 */
record ClockSkew(long millis, long uncertaintyMillis) {

    private static final long WORTH_TELLING_MILLIS = 1_000;

    /**
     * From the time that the broker gave to a record.
     *
     * @param before our time when the record was sent
     * @param after our time when it was confirmed
     */
    static ClockSkew of(long before, long broker, long after) {
        return new ClockSkew(broker - (before + after) / 2, (after - before + 1) / 2);
    }

    /** What to tell. */
    CheckResult finding() {
        if (Math.abs(millis) - uncertaintyMillis < WORTH_TELLING_MILLIS) {
            return CheckResult.good(
                    "clock", "The broker's clock and ours differ by %d ms (±%d)".formatted(millis, uncertaintyMillis));
        }
        return CheckResult.doubtful(
                "clock",
                ("The broker's clock is %.1f s %s ours: times in records, retention and '@1h-ago' are off by that much; have"
                                + " both kept right by NTP")
                        .formatted(Math.abs(millis) / 1000.0, millis > 0 ? "ahead of" : "behind"));
    }
}
