package dev.weir.cli.terminal;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The three streams as this process was given them.
 *
 * <p>The descriptor of a stream that was closed goes to the next file that is opened: to one of the JDK's own, or to a
 * connection to Kafka. So it is found out, before anything else is opened, which were closed; these are never read or
 * written.
 */
public final class StandardStreams {

    /**
     * Set by the script {@code kafka-cli}, which opens {@code /dev/null} instead: the digits of those that were closed.
     */
    private static final String PROPERTY = "weir.cli.closed";

    private static final String IS_CLOSED = "it is closed";
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int CLOSED_BEFORE_EXEC = 0_2000000;
    private static final int KIND = 0_170000;
    private static final int PIPE = 0_010000;
    private static final int SOCKET = 0_140000;

    /** Files that only keep a descriptor from being given to another; open for as long as the process. */
    private static final List<Closeable> PLACEHOLDERS = new ArrayList<>();

    private final Set<CliConsole.Stream> closed;

    private StandardStreams(Set<CliConsole.Stream> closed) {
        this.closed = closed;
    }

    /** To be called first of all. */
    public static StandardStreams ofProcess() {
        var told = System.getProperty(PROPERTY, "");
        var closed = EnumSet.noneOf(CliConsole.Stream.class);
        for (var stream : CliConsole.Stream.values()) {
            if (told.indexOf(stream.digit()) >= 0 || isFree(stream) || isOfTheJvm(stream)) {
                closed.add(stream);
            }
        }
        return new StandardStreams(closed);
    }

    /** Which were closed. */
    Set<CliConsole.Stream> closed() {
        return closed;
    }

    /** Standard input; reading fails where it is closed. */
    InputStream in() {
        if (closed.contains(CliConsole.Stream.IN)) {
            return new ClosedInput();
        }
        // A FileInputStream asks for the length of what it reads, which a pipe does not have.
        return new FilterInputStream(new FileInputStream(FileDescriptor.in)) {};
    }

    /** Standard output; writing fails where it is closed. */
    OutputStream out() {
        return closed.contains(CliConsole.Stream.OUT) ? new ClosedOutput() : new Written(FileDescriptor.out);
    }

    /** Standard error; what is written to a closed one is gone. */
    public OutputStream err() {
        return closed.contains(CliConsole.Stream.ERR)
                ? OutputStream.nullOutputStream()
                : new FileOutputStream(FileDescriptor.err);
    }

    /** Whether nothing has the descriptor, as in a native executable; from then on a file has it that nobody uses. */
    private static boolean isFree(CliConsole.Stream stream) {
        if (!Files.isDirectory(DESCRIPTORS) || Files.isSymbolicLink(link(stream))) {
            return false;
        }
        try {
            PLACEHOLDERS.add(new FileInputStream("/dev/null"));
        } catch (IOException none) {
            // A machine without it has nothing better to offer, and the stream is not used either way.
            return true;
        }
        return true;
    }

    /** Whether the JVM has opened the file: one that a shell hands over has no such flag, and is none of its own. */
    private static boolean isOfTheJvm(CliConsole.Stream stream) {
        try {
            return Files.isDirectory(DESCRIPTORS)
                    && ((flags(stream) & CLOSED_BEFORE_EXEC) != 0
                            || Files.readSymbolicLink(link(stream))
                                    .startsWith(Path.of(System.getProperty("java.home", "/nowhere"))
                                            .toRealPath()));
        } catch (IOException unknown) {
            return false;
        }
    }

    private static int flags(CliConsole.Stream stream) throws IOException {
        var info = Files.readString(
                Path.of("/proc/self/fdinfo", String.valueOf(stream.digit())), StandardCharsets.US_ASCII);
        return info.lines()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                .orElse(0);
    }

    private static Path link(CliConsole.Stream stream) {
        return DESCRIPTORS.resolve(String.valueOf(stream.digit()));
    }

    /** Standard input that nobody has opened. */
    private static final class ClosedInput extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException(IS_CLOSED);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException(IS_CLOSED);
        }
    }

    /** Standard output that nobody has opened. */
    private static final class ClosedOutput extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException(IS_CLOSED);
        }
    }

    /**
     * Standard output, which tells a reader that has gone from a disk that is full in every language of the machine.
     */
    private static final class Written extends FilterOutputStream {

        Written(FileDescriptor descriptor) {
            super(new FileOutputStream(descriptor));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException broken) {
                throw isPipe() ? new IOException(CliConsole.BROKEN_PIPE, broken) : broken;
            }
        }

        /** Nothing else can go wrong with a pipe or a connection that was there. */
        private static boolean isPipe() {
            try {
                int kind = (int) Files.getAttribute(link(CliConsole.Stream.OUT), "unix:mode") & KIND;
                return kind == PIPE || kind == SOCKET;
            } catch (IOException | UnsupportedOperationException unknown) {
                return false;
            }
        }
    }
}
