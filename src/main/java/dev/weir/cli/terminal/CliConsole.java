package dev.weir.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/**
 * The input and output of a command: data goes to standard output, messages to standard error.
 *
 * <p>Standard output is buffered and flushed by {@link #flush} and at the end of the command. Several threads may
 * write; lines are not interleaved. After the reader has closed standard output, every write throws
 * {@link BrokenPipeException}; after any other failed write, as on a full disk, every write throws a
 * {@link CliException}.
 */
public final class CliConsole {

    /** The message of the system when the reader of a pipe has closed it. */
    static final String BROKEN_PIPE = "Broken pipe";

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Set<StandardStream> terminals;
    private final Set<StandardStream> closed;
    private final Map<String, String> environment;
    private RuntimeException failure;

    /**
     * Uses the given streams, for tests.
     *
     * @param terminals the streams that count as a terminal
     * @param environment the variables that commands read
     */
    public CliConsole(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Set<StandardStream> terminals,
            Map<String, String> environment) {
        this(in, out, err, terminals, Set.of(), environment);
    }

    private CliConsole(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Set<StandardStream> terminals,
            Set<StandardStream> closed,
            Map<String, String> environment) {
        this.in = in;
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.err = new PrintStream(err, true, UTF_8);
        this.terminals = Set.copyOf(terminals);
        this.closed = Set.copyOf(closed);
        this.environment = Map.copyOf(environment);
    }

    /** Uses the streams of this process. */
    public static CliConsole of(StandardStreams streams) {
        return new CliConsole(
                streams.in(),
                streams.out(),
                streams.err(),
                TerminalDetector.ofProcess(),
                streams.closed(),
                ProcessArguments.environment());
    }

    /** Writes a line of data. */
    public synchronized void line(String line) {
        write((line + "\n").getBytes(UTF_8));
    }

    /** Writes bytes of data. */
    public synchronized void write(byte[] data) {
        write(data, 0, data.length);
    }

    /** Writes a part of an array. */
    public synchronized void write(byte[] data, int offset, int length) {
        check();
        try {
            out.write(data, offset, length);
        } catch (IOException thrown) {
            throw failure(thrown);
        }
    }

    /** Writes out the buffered data. */
    public synchronized void flush() {
        check();
        try {
            out.flush();
        } catch (IOException thrown) {
            throw failure(thrown);
        }
    }

    /** Whether an exception is the failure of standard output. */
    public synchronized boolean isOutputFailure(Throwable thrown) {
        return thrown != null && thrown == failure;
    }

    /** A buffer whose write failed must not be written again when the disk has space again. */
    private void check() {
        if (failure != null) {
            throw failure;
        }
    }

    private RuntimeException failure(IOException thrown) {
        var reason = String.valueOf(thrown.getMessage());
        failure = reason.contains(BROKEN_PIPE)
                ? new BrokenPipeException(thrown)
                : new CliException(ExitCode.FAILED, "Standard output cannot be written: " + reason, thrown);
        return failure;
    }

    /** Writes a line to standard error: a hint, a failure, a summary. */
    public void notice(String text) {
        err.println(text);
    }

    /** Writes text to standard error without a line end: a question, or progress. */
    public void prompt(String text) {
        err.print(text);
        err.flush();
    }

    /** Standard input. */
    public InputStream in() {
        return in;
    }

    /** Whether a stream is connected to a terminal. */
    public boolean isTerminal(StandardStream stream) {
        return terminals.contains(stream);
    }

    /** Whether the parent process closed a stream. */
    public boolean isClosed(StandardStream stream) {
        return closed.contains(stream);
    }

    /** Whether output may have colour: on a terminal, unless {@code NO_COLOR} is set. */
    public boolean isColoured() {
        return isTerminal(StandardStream.OUT)
                && variable("NO_COLOR") == null
                && !"dumb".equals(environment.get("TERM"));
    }

    /** An environment variable; null if it is not set or empty. */
    public String variable(String name) {
        var value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
