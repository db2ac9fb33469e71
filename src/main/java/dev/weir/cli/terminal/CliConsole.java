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
 * Where a command reads and writes: data to standard output, words to standard error.
 *
 * <p>Standard output is buffered; it is flushed when the command ends, and by {@link #flush}. Writing from several
 * threads is safe by line. Once nobody reads it any more, every write throws {@link BrokenPipeException}; once it
 * cannot be written for any other reason, such as a full disk, every write throws a {@link CliException}.
 */
public final class CliConsole {

    /** What the system says of a reader that has gone. */
    static final String BROKEN_PIPE = "Broken pipe";

    private static final int BUFFER_BYTES = 1 << 16;

    /** The three streams, as far as somebody may sit in front of them. */
    public enum Stream {
        IN('0'),
        OUT('1'),
        ERR('2');

        private final char digit;

        Stream(char digit) {
            this.digit = digit;
        }

        /** What the shell calls it. */
        char digit() {
            return digit;
        }
    }

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Set<Stream> terminals;
    private final Set<Stream> closed;
    private final Map<String, String> environment;
    private RuntimeException broken;

    /**
     * Streams of one's own, for tests.
     *
     * @param terminals which of them are a terminal
     * @param environment variables that commands look at
     */
    public CliConsole(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Set<Stream> terminals,
            Map<String, String> environment) {
        this(in, out, err, terminals, Set.of(), environment);
    }

    private CliConsole(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Set<Stream> terminals,
            Set<Stream> closed,
            Map<String, String> environment) {
        this.in = in;
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.err = new PrintStream(err, true, UTF_8);
        this.terminals = Set.copyOf(terminals);
        this.closed = Set.copyOf(closed);
        this.environment = Map.copyOf(environment);
    }

    /** The streams of this process. */
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

    /** Writes data as it is. */
    public synchronized void write(byte[] data) {
        write(data, 0, data.length);
    }

    /** Writes part of an array as it is. */
    public synchronized void write(byte[] data, int offset, int length) {
        check();
        try {
            out.write(data, offset, length);
        } catch (IOException thrown) {
            throw broken(thrown);
        }
    }

    /** Lets out what is buffered, for somebody who waits for it. */
    public synchronized void flush() {
        check();
        try {
            out.flush();
        } catch (IOException thrown) {
            throw broken(thrown);
        }
    }

    /** Whether an exception says that the output cannot be written. */
    public synchronized boolean isReasonFor(Throwable thrown) {
        return thrown != null && thrown == broken;
    }

    /** What could not be written is not written twice, should there be room again. */
    private void check() {
        if (broken != null) {
            throw broken;
        }
    }

    private RuntimeException broken(IOException thrown) {
        var reason = String.valueOf(thrown.getMessage());
        broken = reason.contains(BROKEN_PIPE)
                ? new BrokenPipeException(thrown)
                : new CliException(ExitCode.FAILED, "Standard output cannot be written: " + reason, thrown);
        return broken;
    }

    /** Writes words to standard error: a hint, progress, a summary. */
    public void say(String words) {
        err.println(words);
    }

    /** Writes words to standard error and stays on the line, as for a prompt. */
    public void prompt(String words) {
        err.print(words);
        err.flush();
    }

    /** Standard input. */
    public InputStream in() {
        return in;
    }

    /** Whether somebody sits in front of a stream. */
    public boolean isTerminal(Stream stream) {
        return terminals.contains(stream);
    }

    /** Whether whoever started the process has closed a stream. */
    public boolean isClosed(Stream stream) {
        return closed.contains(stream);
    }

    /** Whether data may be coloured: on a terminal, unless {@code NO_COLOR} is set to anything. */
    public boolean isColoured() {
        return isTerminal(Stream.OUT) && variable("NO_COLOR") == null && !"dumb".equals(environment.get("TERM"));
    }

    /** An environment variable; null where it is not set or empty. */
    public String variable(String name) {
        var value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
