package dev.weir.cli.terminal;

/** How a command ended, for scripts. */
public enum ExitCode {
    /** All was done; also when whoever read the output had enough of it. */
    OK(0),
    /** A record or the whole could not be done. */
    FAILED(1),
    /** No broker answers, or none lets us in. */
    UNREACHABLE(2),
    /** The topic, or the partition of it, does not exist. */
    UNKNOWN_TOPIC(3),
    /** The command line makes no sense. */
    USAGE(64);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }
}
