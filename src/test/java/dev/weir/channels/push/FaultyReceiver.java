package dev.weir.channels.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of a push that fails in every way, and remembers the values that it has accepted. */
final class FaultyReceiver implements AutoCloseable {

    /** How it behaves. */
    enum Mode {
        ACCEPT,
        UNAVAILABLE,
        TOO_MANY,
        REDIRECT,
        /** Asks for no further requests, which pauses the push. */
        GONE,
        /** Accepts, and responds after the timeout. */
        SLOW,
        /** Accepts, and closes the connection without a response. */
        DROP,
        /** Any of these, by chance. */
        ANY
    }

    private static final List<Mode> BY_CHANCE =
            List.of(Mode.ACCEPT, Mode.UNAVAILABLE, Mode.TOO_MANY, Mode.REDIRECT, Mode.SLOW, Mode.DROP);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> accepted = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final long slowMillis;
    private final Random random = new Random(7);
    private final int port;
    private volatile Mode mode = Mode.ACCEPT;
    private HttpServer server;

    /**
     * A receiver that accepts everything.
     *
     * @param slowMillis how long it takes while it is slow
     */
    FaultyReceiver(long slowMillis) {
        this.slowMillis = slowMillis;
        listen(0);
        port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook?token=abc";
    }

    /** Changes its behaviour. */
    void behave(Mode next) {
        mode = next;
    }

    /** The number of requests so far. */
    int requests() {
        return requests.get();
    }

    /** How many requests were accepted without a response in time. */
    int unanswered() {
        return unanswered.get();
    }

    /** Refuses connections until {@link #listen()}. */
    void refuseConnections() {
        server.stop(0);
    }

    /** Listens on the same port as before. */
    void listen() {
        listen(port);
    }

    /** The accepted values, as they came. */
    List<String> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void listen(int where) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(threads);
        server.createContext("/hook", this::respond);
        server.createContext("/elsewhere", exchange -> {
            throw new AssertionError("a redirect was followed");
        });
        server.start();
    }

    private void respond(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var value = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var now = mode == Mode.ANY ? BY_CHANCE.get(random.nextInt(BY_CHANCE.size())) : mode;
        switch (now) {
            case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
            case TOO_MANY -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(429, -1);
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port + "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            }
            case GONE -> exchange.sendResponseHeaders(410, -1);
            case SLOW -> {
                accept(value);
                unanswered.incrementAndGet();
                pause();
                exchange.sendResponseHeaders(204, -1);
            }
            case DROP -> {
                accept(value);
                unanswered.incrementAndGet();
            }
            case ACCEPT, ANY -> {
                accept(value);
                exchange.sendResponseHeaders(204, -1);
            }
        }
        exchange.close();
    }

    private void accept(String value) {
        synchronized (accepted) {
            accepted.add(value);
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(slowMillis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
