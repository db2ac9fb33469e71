package dev.weir.promise;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** How long the clients of a run had to wait. */
final class Timings {

    private static final int ENOUGH = 5;

    private final List<Attempt> attempts;
    private final List<Long> healings;

    Timings(History history) {
        attempts = history.attempts();
        healings = history.healings();
    }

    /**
     * The time that Weir took to recover from one fault.
     *
     * @param took until the fifth record that was sent after the fault was acknowledged; null if there was no fifth
     */
    record Recovery(Duration took) {

        boolean exceeds(Duration limit) {
            return took == null || took.compareTo(limit) > 0;
        }

        @Override
        public String toString() {
            return took == null ? "never" : seconds(took);
        }
    }

    /** One for each fault. */
    List<Recovery> recoveries() {
        return healings.stream().map(this::recovery).toList();
    }

    private Recovery recovery(long healed) {
        return attempts.stream()
                .filter(attempt -> attempt.isOk() && attempt.sent().startNanos() >= healed)
                .map(Attempt::endNanos)
                .sorted()
                .skip(ENOUGH - 1)
                .findFirst()
                .map(end -> new Recovery(Duration.ofNanos(end - healed)))
                .orElse(new Recovery(null));
    }

    /** The longest time without any response. */
    Duration longestSilence() {
        return longestGap(attempts.stream().filter(Attempt::isAnswered).mapToLong(Attempt::endNanos));
    }

    /** The longest time without an acknowledgement. */
    Duration longestOutage() {
        return longestGap(attempts.stream().filter(Attempt::isOk).mapToLong(Attempt::endNanos));
    }

    private static Duration longestGap(LongStream instants) {
        long longest = 0;
        long before = Long.MAX_VALUE;
        for (long instant : instants.sorted().toArray()) {
            longest = Math.max(longest, instant - Math.min(before, instant));
            before = instant;
        }
        return Duration.ofNanos(longest);
    }

    /** A percentile of the times of requests. */
    Duration percentile(double percent) {
        var durations = attempts.stream().map(Attempt::took).sorted().toArray(Duration[]::new);
        int index = (int) Math.ceil(percent / 100 * durations.length) - 1;
        return durations.length == 0 ? Duration.ZERO : durations[Math.max(0, index)];
    }

    static String seconds(Duration duration) {
        return "%.2f s".formatted(duration.toNanos() / 1e9);
    }
}
