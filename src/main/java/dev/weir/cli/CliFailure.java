package dev.weir.cli;

/** Why a command ends early: a sentence for a person and an exit code for a script. It carries no stack trace. */
public final class CliFailure extends RuntimeException {

    private final Exit exit;

    /**
     * A failure to be told.
     *
     * @param message one sentence, without a full stop at its end: what was wrong, where, what to do
     */
    public CliFailure(Exit exit, String message) {
        this(exit, message, null);
    }

    /**
     * The same, with what led to it, which {@code --verbose} shows.
     *
     * @param cause may be null
     */
    public CliFailure(Exit exit, String message, Throwable cause) {
        super(message, cause, false, false);
        this.exit = exit;
    }

    /** A command line that makes no sense. */
    public static CliFailure usage(String message) {
        return new CliFailure(Exit.USAGE, message);
    }

    /** How the process is to end. */
    public Exit exit() {
        return exit;
    }
}
