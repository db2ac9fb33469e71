package dev.weir.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries whether somebody listens where Kafka is said to be.
 *
 * <p>Kafka's clients try for as long as they may before they give up, and then say that time is up. A plain connection tells
 * at once, and tells why.
 */
public final class Doorbell {

    /** For all addresses together; a host that drops what it gets takes the whole of it. */
    private static final int PATIENCE_MILLIS = 3_000;

    private static final int HIGHEST_PORT = 65_535;

    private final List<InetSocketAddress> addresses = new ArrayList<>();

    /**
     * Addresses, checked.
     *
     * @param servers a comma list of {@code host:port}
     */
    public Doorbell(String servers) {
        for (var server : servers.split(",", -1)) {
            if (!server.isBlank()) {
                addresses.add(address(server.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw CliFailure.usage("No broker is named; write --brokers HOST:PORT");
        }
    }

    /**
     * Returns when one of them listens.
     *
     * @throws CliFailure {@link Exit#UNREACHABLE} when none does, with the reason of each
     */
    public void ring() {
        var reasons = new ArrayList<String>();
        for (var address : addresses) {
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address.getHostString(), address.getPort()),
                        Math.max(1, PATIENCE_MILLIS / addresses.size()));
                return;
            } catch (IOException closed) {
                reasons.add(address.getHostString() + ":" + address.getPort() + " " + reason(closed));
            }
        }
        throw new CliFailure(
                Exit.UNREACHABLE,
                "No broker can be reached: " + String.join("; ", reasons)
                        + ". Is Kafka up, and is --brokers its address?");
    }

    private static String reason(IOException closed) {
        if (closed instanceof UnknownHostException) {
            return "is a name that nobody knows";
        }
        return closed instanceof SocketTimeoutException
                ? "does not answer"
                : "says " + Words.onOneLine(String.valueOf(closed.getMessage()));
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        var port = server.substring(colon + 1);
        if (colon < 1 || port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw CliFailure.usage("Not the address of a broker: '%s'. It is HOST:PORT, for instance localhost:9092"
                    .formatted(Words.onOneLine(server)));
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > HIGHEST_PORT) {
            throw CliFailure.usage("Not a port: %d, in '%s'".formatted(number, Words.onOneLine(server)));
        }
        // A protocol before the host, as in SASL_SSL://host:9093, is for Kafka's clients.
        var host = server.substring(server.lastIndexOf('/') + 1, colon);
        return InetSocketAddress.createUnresolved(host.replaceAll("[\\[\\]]", ""), number);
    }
}
