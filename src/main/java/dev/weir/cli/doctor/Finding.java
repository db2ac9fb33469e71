package dev.weir.cli.doctor;

import java.util.Locale;

/**
 * What was found out about one thing.
 *
 * @param check what was looked at
 * @param words what is so, and where something is wrong, what to do about it
 */
record Finding(String check, State state, String words) {

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

    static Finding good(String check, String words) {
        return new Finding(check, State.GOOD, words);
    }

    static Finding doubtful(String check, String words) {
        return new Finding(check, State.DOUBTFUL, words);
    }

    static Finding bad(String check, String words) {
        return new Finding(check, State.BAD, words);
    }
}
