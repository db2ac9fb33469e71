package dev.weir.cli.doctor;

import java.util.Locale;

/**
 * The result of one check.
 *
 * @param check the name of the check
 * @param message what was found, and for a problem, what to do
 */
record CheckResult(String check, State state, String message) {

    /** The severity. */
    enum State {
        GOOD,
        /** Kafka works, but has a problem that should be fixed. */
        DOUBTFUL,
        BAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckResult good(String check, String message) {
        return new CheckResult(check, State.GOOD, message);
    }

    static CheckResult doubtful(String check, String message) {
        return new CheckResult(check, State.DOUBTFUL, message);
    }

    static CheckResult bad(String check, String message) {
        return new CheckResult(check, State.BAD, message);
    }
}
