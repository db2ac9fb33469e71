package dev.weir.cli.terminal;

/** The reader of standard output has closed it, as {@code head} does: the command ends without a message. */
public final class BrokenPipeException extends RuntimeException {

    BrokenPipeException(Throwable cause) {
        super("The reader has closed standard output", cause, false, false);
    }
}
