package dev.weir.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Set;

/**
 * The standard streams of this process.
 *
 * <p>The system gives the descriptor of a closed stream to the next file that is opened: to a file of the JDK, or to a
 * connection to Kafka. So the closed streams are detected before anything else is opened, and are never read or
 * written.
 */
public final class StandardStreams {

    private static final String IS_CLOSED = "it is closed";
    private static final int KIND = 0_170000;
    private static final int PIPE = 0_010000;
    private static final int SOCKET = 0_140000;

    private final Set<StandardStream> closed;

    private StandardStreams(Set<StandardStream> closed) {
        this.closed = closed;
    }

    /** Must be called before the process opens any file. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(ClosedStreams.ofProcess());
    }

    /** The streams that the parent process closed. */
    Set<StandardStream> closed() {
        return closed;
    }

    /** Standard input; a read fails if it is closed. */
    InputStream in() {
        if (closed.contains(StandardStream.IN)) {
            return new ClosedInput();
        }
        // A FileInputStream queries the length of its file, which a pipe does not have.
        return new FilterInputStream(new FileInputStream(FileDescriptor.in)) {};
    }

    /** Standard output; a write fails if it is closed. */
    OutputStream out() {
        return closed.contains(StandardStream.OUT) ? new ClosedOutput() : new PipeAwareOutput(FileDescriptor.out);
    }

    /** Standard error; output to a closed one is discarded. */
    public OutputStream err() {
        return closed.contains(StandardStream.ERR)
                ? OutputStream.nullOutputStream()
                : new FileOutputStream(FileDescriptor.err);
    }

    /** Standard input that is closed. */
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

    /** Standard output that is closed. */
    private static final class ClosedOutput extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException(IS_CLOSED);
        }
    }

    /** Standard output that distinguishes a broken pipe from a full disk, whatever the language of the message. */
    private static final class PipeAwareOutput extends FilterOutputStream {

        PipeAwareOutput(FileDescriptor descriptor) {
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

        /** A write to an open pipe or socket fails for no other reason than a reader that has closed it. */
        private static boolean isPipe() {
            try {
                int kind = (int) Files.getAttribute(ClosedStreams.link(StandardStream.OUT), "unix:mode") & KIND;
                return kind == PIPE || kind == SOCKET;
            } catch (IOException | UnsupportedOperationException unknown) {
                return false;
            }
        }
    }
}
