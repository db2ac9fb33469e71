package dev.weir.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** One request of many lines, whose answers are read while it is sent. */
final class LineUpload {

    private static final int LINES_PER_CHUNK = 500;

    private LineUpload() {}

    /** Sends lines, each a record, and returns when the last is answered; fails where one is refused. */
    static void send(int port, String topic, long lines) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var sending = CompletableFuture.runAsync(() -> write(socket, topic, lines));
            read(new BufferedInputStream(socket.getInputStream(), 1 << 16), lines);
            sending.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Socket socket, String topic, long lines) {
        var line = "{\"value\":\"" + "x".repeat(Request.VALUE_BYTES - 2) + "\"}\n";
        var chunk = line.repeat(LINES_PER_CHUNK).getBytes(StandardCharsets.US_ASCII);
        var size = (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var end = "\r\n".getBytes(StandardCharsets.US_ASCII);
        try {
            var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(("POST /topics/" + topic + "/records HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < lines; sent += LINES_PER_CHUNK) {
                out.write(size);
                out.write(chunk);
                out.write(end);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every answer has an offset, or an error code. The connection is closed behind the last. */
    private static void read(BufferedInputStream in, long lines) throws IOException {
        var stored = new Occurrences("\"offset\":");
        var refused = new Occurrences("\"error_code\":");
        var piece = new byte[1 << 16];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            stored.look(piece, length);
            refused.look(piece, length);
        }
        if (stored.count() != lines) {
            throw new IllegalStateException(
                    "Of %d lines %d were stored and %d refused".formatted(lines, stored.count(), refused.count()));
        }
    }
}
