package dev.weir.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Requests that no HTTP client would send: to the byte, and without tidying up the address. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = Deadlines.inMillis(30_000);

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final URI server;

    /**
     * Sends to one server.
     *
     * @param server of which host and port matter
     */
    public RawHttp(URI server) {
        this.server = server;
    }

    /**
     * A response.
     *
     * @param status 0 when the connection was closed without a word
     * @param head status line and headers
     */
    public record Answer(int status, String head, String body) {}

    /** A POST with a text for a body. */
    public Answer post(String address, String contentType, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send("POST " + address, List.of("Content-Type: " + contentType, "Content-Length: " + length), body);
    }

    /**
     * Sends a request as UTF-8.
     *
     * @param what method and address, as they are to stand in the request
     * @param headers lines without their ends; the host, and the wish to close, are added
     */
    public Answer send(String what, List<String> headers, String body) {
        return send(request(what, headers, body).getBytes(StandardCharsets.UTF_8));
    }

    /** A request as text, for those who send its bytes in their own way. */
    public static String request(String what, List<String> headers, String body) {
        var lines = new ArrayList<>(List.of(what + " HTTP/1.1", "Host: localhost", "Connection: close"));
        lines.addAll(headers);
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    /** Sends bytes and reads until the server closes. */
    public Answer send(byte[] request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Sends the beginning of a request and reads until the first response is complete, which the server may send before
     * the rest of the request; then closes the connection.
     */
    public Answer begin(String what, List<String> headers, String part) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request(what, headers, part).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            var in = socket.getInputStream();
            var read = new ByteArrayOutputStream();
            while (!read.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return answer(read.toString(StandardCharsets.UTF_8));
                }
                read.write(next);
            }
            var length = LENGTH.matcher(read.toString(StandardCharsets.UTF_8));
            if (length.find()) {
                read.writeBytes(in.readNBytes(Integer.parseInt(length.group(1))));
            }
            return answer(read.toString(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Answer answer(String text) {
        if (text.isEmpty()) {
            return new Answer(0, "", "");
        }
        var parts = text.split("\r\n\r\n", 2);
        return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
    }
}
