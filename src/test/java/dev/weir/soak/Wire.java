package dev.weir.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends what no client library would, reads at its own pace and leaves without a word. */
final class Wire implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Socket socket = new Socket();
    private final InputStream in;

    Wire(int port) throws IOException {
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 512);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The status of the answer, of which the first line is read; {@link Tally#NONE} where there is none of HTTP/1. */
    int status() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.indexOf("HTTP/1") == 0
                ? Integer.parseInt(line.toString().split(" ", 3)[1].strip())
                : Tally.NONE;
    }

    /** Reads so many bytes, or fewer where the next are long in coming. */
    void read(int bytes) throws IOException {
        socket.setSoTimeout((int) QUIET.toMillis());
        try {
            in.readNBytes(bytes);
        } catch (SocketTimeoutException quiet) {
            // A stream has no more to say for now, which is its right.
        } finally {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
        }
    }

    /** The bytes until the end of the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** As when a cable is cut: with a reset in place of a goodbye. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
