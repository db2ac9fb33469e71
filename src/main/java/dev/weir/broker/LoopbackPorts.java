package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of {@code 127.0.0.1}, the only address that embedded brokers listen on. */
final class LoopbackPorts {

    static final String HOST = "127.0.0.1";

    // Below the ephemeral range: in it, the operating system may give a client that retries to connect to a stopped
    // broker the port of that broker as its own, and the client connects to itself.
    private static final int LOWEST = 16_384;
    private static final int HIGHEST = 32_767;

    // A port that is free for one JVM and not yet in use must not be free for another. JVMs that run tests at once have
    // ids that differ by less than the number of shares, so each begins in a share of its own; and at random in it,
    // since
    // a class loaded twice begins twice.
    private static final int SHARE = 128;

    /** The last port that was returned, or 0. */
    private static final AtomicInteger LAST = new AtomicInteger();

    private LoopbackPorts() {}

    static String address(int port) {
        return HOST + ":" + port;
    }

    /** An unused port; two calls in one JVM return different ones. */
    static int freePort() {
        return LAST.updateAndGet(
                last -> nextFree(last == 0 ? firstOf(ProcessHandle.current().pid()) : last));
    }

    static boolean isListening(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int nextFree(int last) {
        for (int port = last + 1; port <= HIGHEST; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        return nextFree(random());
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (java.net.BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int firstOf(long pid) {
        int share = (int) (pid % ((HIGHEST - LOWEST + 1) / SHARE));
        return LOWEST + share * SHARE + ThreadLocalRandom.current().nextInt(SHARE / 2);
    }

    private static int random() {
        return ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
    }
}
