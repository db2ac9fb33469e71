package dev.weir.cli.terminal;

/** The three standard streams of a process; each may be a terminal. */
public enum StandardStream {
    IN('0'),
    OUT('1'),
    ERR('2');

    private final char descriptor;

    StandardStream(char descriptor) {
        this.descriptor = descriptor;
    }

    /** The digit that the shell uses for it. */
    char descriptor() {
        return descriptor;
    }
}
