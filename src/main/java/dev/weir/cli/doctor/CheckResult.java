package dev.weir.cli.doctor;

import java.util.Locale;

/**
 * What was found out about one thing.
 *
 * @param check what was looked at
 * @param words what is so, and where something is wrong, what to do about it
 */
record CheckResult(String check, State state, String words) {

    /** How it is. */
    enum State {
        GOOD,
        /** It works, and somebody should look at it. */
        DOUBTFUL,
        BAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckResult good(String check, String words) {
        return new CheckResult(check, State.GOOD, words);
    }

    static CheckResult doubtful(String check, String words) {
        return new CheckResult(check, State.DOUBTFUL, words);
    }

    static CheckResult bad(String check, String words) {
        return new CheckResult(check, State.BAD, words);
    }
}
