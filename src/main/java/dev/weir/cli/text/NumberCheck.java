package dev.weir.cli.text;

import dev.weir.model.Failure;

/** Checks numbers of options against a minimum. */
public final class NumberCheck {

    private NumberCheck() {}

    /**
     * Returns the number if it is at least the minimum; null passes.
     *
     * @param name of the option or argument, for the message
     * @throws Failure {@link Failure.Kind#INVALID} for a smaller number
     */
    public static <T extends Number> T atLeast(int minimum, T number, String name) {
        if (number != null && number.longValue() < minimum) {
            throw Failure.invalid("%s is a number from %d, not %s".formatted(name, minimum, number));
        }
        return number;
    }
}
