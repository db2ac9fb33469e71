package dev.weir.cli.terminal;

/** The result of a command, for scripts. */
public enum ExitCode {
    /** The command succeeded; also when the reader of the output has closed it. */
    OK(0),
    /** A record, or the whole command, failed. */
    FAILED(1),
    /** No broker answers, or none accepts the credentials. */
    UNREACHABLE(2),
    /** The topic, or the partition of it, does not exist. */
    UNKNOWN_TOPIC(3),
    /** The command line is invalid. */
    USAGE(64);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The exit code of the process. */
    public int code() {
        return code;
    }
}
