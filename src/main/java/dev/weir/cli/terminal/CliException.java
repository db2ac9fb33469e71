package dev.weir.cli.terminal;

/** Why a command ends early: a sentence for a person and an exit code for a script. It carries no stack trace. */
public final class CliException extends RuntimeException {

    private final ExitCode exit;

    /**
     * A failure to be told.
     *
     * @param message one sentence, without a full stop at its end: what was wrong, where, what to do
     */
    public CliException(ExitCode exit, String message) {
        this(exit, message, null);
    }

    /**
     * The same, with what led to it, which {@code --verbose} shows.
     *
     * @param cause may be null
     */
    public CliException(ExitCode exit, String message, Throwable cause) {
        super(message, cause, false, false);
        this.exit = exit;
    }

    /** A command line that makes no sense. */
    public static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    /** How the process is to end. */
    public ExitCode exit() {
        return exit;
    }
}
