package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Text;
import dev.weir.kafka.diagnosis.PortProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries whether a broker listens where Kafka is said to be.
 *
 * <p>Kafka's clients try for as long as they may before they give up, and then say that time is up; of a port that
 * speaks another protocol they run out of memory. A probe of the port tells at once, and tells why.
 */
public final class BrokerProbe {

    /** For all addresses together; a host that drops what it gets takes the whole of it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final int HIGHEST_PORT = 65_535;

    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final boolean isTls;

    /**
     * Addresses, checked.
     *
     * @param servers a comma list of {@code host:port}
     * @param isTls whether clients use TLS there; then a connection is all that is tried
     */
    public BrokerProbe(String servers, boolean isTls) {
        this.isTls = isTls;
        for (var server : servers.split(",", -1)) {
            if (!server.isBlank()) {
                addresses.add(address(server.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw CliException.usage("No broker is named; write --brokers HOST:PORT");
        }
    }

    /**
     * Returns the first of them that can be used.
     *
     * @return {@code host:port}
     * @throws CliException {@link ExitCode#UNREACHABLE} when none can, with the reason of each
     */
    public String ring() {
        var reasons = new ArrayList<String>();
        boolean listens = false;
        for (var address : addresses) {
            var found = probe(address.getHostString(), address.getPort());
            var name = address.getHostString() + ":" + address.getPort();
            if (found.isUsable(isTls)) {
                return name;
            }
            listens |= found.speaks() != PortProbe.Protocol.UNREACHABLE;
            reasons.add(name + " " + Text.onOneLine(found.obstacle(isTls)));
        }
        throw new CliException(
                ExitCode.UNREACHABLE,
                listens
                        ? "No broker can be used: " + String.join("; ", reasons) + " (--brokers, --config, --context)"
                        : "No broker can be reached: " + String.join("; ", reasons)
                                + ". Is Kafka up, and is --brokers its address?");
    }

    private PortProbe probe(String host, int port) {
        var timeout = TIMEOUT.dividedBy(addresses.size());
        return isTls ? PortProbe.connection(host, port, timeout) : PortProbe.of(host, port, timeout);
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        var port = server.substring(colon + 1);
        if (colon < 1 || port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw CliException.usage("Not the address of a broker: '%s'. It is HOST:PORT, for instance localhost:9092"
                    .formatted(Text.onOneLine(server)));
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > HIGHEST_PORT) {
            throw CliException.usage("Not a port: %d, in '%s'".formatted(number, Text.onOneLine(server)));
        }
        // A protocol before the host, as in SASL_SSL://host:9093, is for Kafka's clients.
        var host = server.substring(server.lastIndexOf('/') + 1, colon);
        return InetSocketAddress.createUnresolved(host.replaceAll("[\\[\\]]", ""), number);
    }
}
