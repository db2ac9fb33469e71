package dev.weir.kafka.diagnosis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The protocol of a port, found by one ApiVersions request without TLS.
 *
 * <p>Kafka's clients take the first four bytes of any response for a length. A TLS alert then is 352 MB, and an HTTP
 * status line 1.2 GB, which they try to allocate. So a port is probed before a client connects to it.
 *
 * @param speaks the protocol of the port, or why there is none
 * @param reason the message of the operating system; null where the port responds
 */
public record PortProbe(Protocol speaks, String reason) {

    /** The protocol by the first bytes of a response. */
    public enum Protocol {
        KAFKA,
        TLS,
        HTTP,
        /** A response in another protocol. */
        OTHER,
        /** The connection was closed without a response. */
        CLOSED,
        /** The connection is open, without a response. */
        SILENT,
        /** No connection. */
        UNREACHABLE
    }

    /** An exchange on a connection. */
    @FunctionalInterface
    private interface Conversation {

        Protocol protocol(Socket socket) throws IOException;
    }

    private static final int CORRELATION = 0x57656972;
    private static final int RESPONSE_BYTES = 8;
    private static final short API_VERSIONS = 18;
    private static final byte[] CLIENT_ID = "weir-probe".getBytes(US_ASCII);

    /**
     * Probes an address; of a name with several addresses the first that accepts a connection.
     *
     * @param timeout for the connection, and again for the response
     */
    public static PortProbe of(String host, int port, Duration timeout) {
        return probe(host, port, timeout, socket -> protocol(socket, millis(timeout)));
    }

    /** Only connects, without a request; for clients that use TLS. */
    public static PortProbe connection(String host, int port, Duration timeout) {
        return probe(host, port, timeout, socket -> Protocol.SILENT);
    }

    private static PortProbe probe(String host, int port, Duration timeout, Conversation conversation) {
        IOException refusal = null;
        try {
            for (var address : InetAddress.getAllByName(host)) {
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), millis(timeout));
                    return new PortProbe(conversation.protocol(socket), null);
                } catch (IOException refused) {
                    refusal = refused;
                }
            }
        } catch (UnknownHostException unknown) {
            return new PortProbe(Protocol.UNREACHABLE, "is a name that does not resolve");
        }
        return unreachable(refusal);
    }

    private static int millis(Duration timeout) {
        return Math.max(1, (int) timeout.toMillis());
    }

    private static PortProbe unreachable(IOException refused) {
        return new PortProbe(
                Protocol.UNREACHABLE,
                refused instanceof SocketTimeoutException
                        ? "does not answer"
                        : "says " + refused.getMessage().strip());
    }

    /**
     * The reason why a Kafka client cannot use this port, as the end of a sentence that begins with its address.
     *
     * @param isTls whether the client would use TLS
     * @return null where a client can use it
     */
    public String obstacle(boolean isTls) {
        return switch (speaks) {
            case KAFKA ->
                isTls
                        ? "speaks Kafka's protocol without TLS; set security.protocol to PLAINTEXT or SASL_PLAINTEXT"
                        : null;
            case TLS -> isTls ? null : "speaks TLS; set security.protocol to SSL or SASL_SSL";
            case HTTP -> "speaks HTTP, not Kafka's protocol; is this the port of a broker";
            case OTHER -> "does not speak Kafka's protocol; is this the port of a broker";
            case CLOSED ->
                isTls
                        ? null
                        : "closes the connection at the first request; is this a broker's port, does it require TLS";
            case SILENT ->
                isTls
                        ? null
                        : "accepts connections, but does not answer as Kafka does; the broker hangs, or it is none";
            case UNREACHABLE -> reason;
        };
    }

    /** Whether a Kafka client can use this port. */
    public boolean isUsable(boolean isTls) {
        return obstacle(isTls) == null;
    }

    private static Protocol protocol(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte[] response;
        try {
            socket.getOutputStream().write(request());
            response = socket.getInputStream().readNBytes(RESPONSE_BYTES);
        } catch (SocketTimeoutException silent) {
            return Protocol.SILENT;
        } catch (IOException reset) {
            return Protocol.CLOSED;
        }
        return response.length == 0 ? Protocol.CLOSED : protocol(response);
    }

    private static Protocol protocol(byte[] response) {
        boolean isRecord = response[0] == 0x15 || response[0] == 0x16;
        if (response.length > 1 && isRecord && response[1] == 0x03) {
            return Protocol.TLS;
        }
        if (new String(response, US_ASCII).startsWith("HTTP/")) {
            return Protocol.HTTP;
        }
        return response.length == RESPONSE_BYTES && ByteBuffer.wrap(response).getInt(Integer.BYTES) == CORRELATION
                ? Protocol.KAFKA
                : Protocol.OTHER;
    }

    /** The first version of the request, which every broker accepts without authorization. */
    private static byte[] request() {
        int size = 2 * Short.BYTES + Integer.BYTES + Short.BYTES + CLIENT_ID.length;
        return ByteBuffer.allocate(Integer.BYTES + size)
                .putInt(size)
                .putShort(API_VERSIONS)
                .putShort((short) 0)
                .putInt(CORRELATION)
                .putShort((short) CLIENT_ID.length)
                .put(CLIENT_ID)
                .array();
    }
}
