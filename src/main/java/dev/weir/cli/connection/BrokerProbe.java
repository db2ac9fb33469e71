package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.kafka.diagnosis.PortProbe;
import dev.weir.model.Printable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Probes the ports of the bootstrap servers before a client is created.
 *
 * <p>Kafka's clients retry until their timeout and then report only the timeout; a port with another protocol can make
 * them run out of memory. A probe fails at once, and with the reason.
 */
public final class BrokerProbe {

    /** Divided among all addresses; a host that drops packets uses the whole of its share. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final int MAX_PORT = 65_535;

    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final boolean isTls;

    /**
     * Parses the addresses.
     *
     * @param servers {@code host:port}, separated by commas
     * @param isTls whether clients use TLS; then the probe only connects
     * @throws CliException {@link ExitCode#USAGE} for an address that is not {@code host:port}
     */
    public BrokerProbe(String servers, boolean isTls) {
        this.isTls = isTls;
        for (var server : servers.split(",", -1)) {
            if (!server.isBlank()) {
                addresses.add(address(server.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw CliException.usage("No broker address is given; use --brokers HOST:PORT");
        }
    }

    /**
     * Returns the first usable address.
     *
     * @return {@code host:port}
     * @throws CliException {@link ExitCode#UNREACHABLE} if none is usable, with the reason for each
     */
    public String check() {
        var reasons = new ArrayList<String>();
        boolean isListening = false;
        for (var address : addresses) {
            var probe = probe(address.getHostString(), address.getPort());
            var name = address.getHostString() + ":" + address.getPort();
            if (probe.isUsable(isTls)) {
                return name;
            }
            isListening |= probe.speaks() != PortProbe.Protocol.UNREACHABLE;
            reasons.add(name + " " + Printable.escape(probe.obstacle(isTls)));
        }
        throw new CliException(
                ExitCode.UNREACHABLE,
                isListening
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
            throw CliException.usage("Not a broker address: '%s'. An address is HOST:PORT, for example localhost:9092"
                    .formatted(Printable.escape(server)));
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > MAX_PORT) {
            throw CliException.usage("Not a port: %d, in '%s'".formatted(number, Printable.escape(server)));
        }
        // Kafka's clients accept a protocol before the host, as in SASL_SSL://host:9093.
        var host = server.substring(server.lastIndexOf('/') + 1, colon);
        return InetSocketAddress.createUnresolved(host.replaceAll("[\\[\\]]", ""), number);
    }
}
