package dev.weir.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that is healthy, and closes the connection where it gets a POST. */
final class AbortingServer implements AutoCloseable {

    private static final byte[] HEALTHY =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final AtomicInteger posts;

    /**
     * Listens on a free port of loopback.
     *
     * @param posts counts them, before their connection is closed
     */
    AbortingServer(AtomicInteger posts) throws IOException {
        this.posts = posts;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "aborting-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var connection = server.accept()) {
                answer(connection);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        var first = lines.readLine();
        for (var line = first; line != null && !line.isEmpty(); line = lines.readLine()) {
            // The head has to be read, or closing the connection would reset it.
        }
        if (first != null && first.startsWith("POST")) {
            posts.incrementAndGet();
        } else if (first != null) {
            connection.getOutputStream().write(HEALTHY);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
