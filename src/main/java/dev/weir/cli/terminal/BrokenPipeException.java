package dev.weir.cli.terminal;

/**
 * Nobody reads standard output any more, as after {@code | head}: the command ends, and there is nothing to say about
 * it.
 */
public final class BrokenPipeException extends RuntimeException {

    BrokenPipeException(Throwable cause) {
        super("Nobody reads the output any more", cause, false, false);
    }
}
