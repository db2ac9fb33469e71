package dev.weir.promise;

import dev.weir.testing.Deadlines;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1.1 connection without retries.
 *
 * <p>A client library may retry by itself, or hide whether a request was sent when the connection broke; the checker
 * must know both. For one thread.
 */
final class Connection implements AutoCloseable {

    /** Longer than Weir's own timeout, so that a late response is received and counted as late. */
    private static final Duration TIMEOUT = Deadlines.seconds(20);

    private final Socket socket = new Socket();
    private final InputStream in;

    /** Connects; when this fails, nothing has been sent. */
    Connection(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a request and waits for the response; a failure leaves the outcome unknown. */
    Answer exchange(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        begin(method, path, headers, body);
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var answered = headers();
        if (answered.containsKey("transfer-encoding")) {
            throw new IOException("An answer in chunks is not understood here");
        }
        int length = Integer.parseInt(answered.getOrDefault("content-length", "0"));
        var content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("The answer breaks off");
        }
        return new Answer(status, answered, new String(content, StandardCharsets.UTF_8));
    }

    private void begin(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var start = head.toString().getBytes(StandardCharsets.UTF_8);
        var request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        socket.getOutputStream().write(request);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
