package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/**
 * Where a command reads and writes: data to standard output, words to standard error.
 *
 * <p>Standard output is buffered; it is flushed when the command ends, and by {@link #flush}. Writing from several threads
 * is safe by line. Once nobody reads it any more, every write throws {@link BrokenPipe}.
 */
public final class Console {

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
    private final Map<String, String> environment;

    /**
     * Streams of one's own, for tests.
     *
     * @param terminals which of them are a terminal
     * @param environment variables that commands look at
     */
    public Console(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Set<Stream> terminals,
            Map<String, String> environment) {
        this.in = in;
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.err = new PrintStream(err, true, UTF_8);
        this.terminals = Set.copyOf(terminals);
        this.environment = Map.copyOf(environment);
    }

    /** The streams of this process. */
    static Console ofProcess() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminals.ofProcess(),
                System.getenv());
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
        try {
            out.write(data, offset, length);
        } catch (IOException gone) {
            throw new BrokenPipe(gone);
        }
    }

    /** Lets out what is buffered, for somebody who waits for it. */
    public synchronized void flush() {
        try {
            out.flush();
        } catch (IOException gone) {
            throw new BrokenPipe(gone);
        }
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
