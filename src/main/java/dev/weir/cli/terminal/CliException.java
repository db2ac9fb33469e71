package dev.weir.cli.terminal;

/** Ends a command early: with a sentence for the user and an exit code for a script. It has no stack trace. */
public final class CliException extends RuntimeException {

    private final ExitCode exitCode;

    /**
     * A failure without a cause.
     *
     * @param message one sentence, without a full stop at its end: what was wrong, where, what to do
     */
    public CliException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * A failure with a cause, which {@code --verbose} shows.
     *
     * @param cause may be null
     */
    public CliException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause, false, false);
        this.exitCode = exitCode;
    }

    /** An invalid command line. */
    public static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    /** The exit code of the process. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
