package dev.weir.produce.ndjson;

import dev.weir.testing.Deadlines;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request whose body is sent while its response is read, which most HTTP clients cannot do. */
final class LineExchange implements Closeable {

    private static final int TIMEOUT_MILLIS = Deadlines.inMillis(20_000);

    private final Socket socket;
    private final InputStream in;
    private int left;

    /** Sends the head of a chunked request. */
    LineExchange(URI server, String address) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        write("POST " + address + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends text as one chunk, of any number of lines. */
    void send(String text) throws IOException {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    /** Ends the body. */
    void end() throws IOException {
        write("0\r\n\r\n");
    }

    /** The status; skips all headers. */
    int status() throws IOException {
        int status = Integer.parseInt(rawLine().split(" ", 3)[1]);
        String header;
        do {
            header = rawLine();
        } while (!header.isEmpty());
        return status;
    }

    /** The next line of the response; null at its end. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = read(); b >= 0; b = read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int read() throws IOException {
        if (left == 0) {
            var size = rawLine();
            left = Integer.parseInt(size.isEmpty() ? rawLine() : size, 16);
            if (left == 0) {
                return -1;
            }
        }
        left--;
        return in.read();
    }

    private String rawLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The connection ended within a line: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
