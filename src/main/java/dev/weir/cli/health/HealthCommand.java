package dev.weir.cli.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks a running Weir for its health; a container's health check needs no other program.
 *
 * <p>Writes the request to a socket: an HTTP client takes longer to load than the answer to arrive.
 */
@Command(
        description = "Checks whether a running Weir is ready, and exits with 0 if it is, else with 1.",
        footer = {
            "",
            "Without options it checks the Weir of this machine or container, at the port of $QUARKUS_HTTP_PORT.",
            "",
            "Examples:",
            "  kafka-cli health",
            "  kafka-cli health --live --port 8081"
        })
public final class HealthCommand implements Runnable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");
    private static final String DEFAULT_PORT = "8080";
    private static final int TIMEOUT_MILLIS = 2_500;

    private final CliConsole console;

    @Option(names = "--live", description = "Check whether it is alive, which does not depend on Kafka.")
    private boolean live;

    @Option(names = "--host", paramLabel = "HOST", description = "$QUARKUS_HTTP_HOST, else 127.0.0.1, by default.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "$QUARKUS_HTTP_PORT, else 8080, by default.")
    private String port;

    /** Reads the environment of a console. */
    public HealthCommand(CliConsole console) {
        this.console = console;
    }

    @Override
    public void run() {
        var address = address();
        var status = status(address);
        if (!status.equals("200")) {
            throw new CliException(
                    ExitCode.FAILED,
                    "Weir at %s is not %s: it responds with %s".formatted(shown(address), expected(), status));
        }
        console.line(expected());
    }

    private String expected() {
        return live ? "alive" : "ready";
    }

    private InetSocketAddress address() {
        var listening = given(host, "QUARKUS_HTTP_HOST", LOOPBACK);
        var number = given(port, "QUARKUS_HTTP_PORT", DEFAULT_PORT);
        try {
            return new InetSocketAddress(
                    ALL_ADDRESSES.contains(listening) ? LOOPBACK : listening, Integer.parseInt(number));
        } catch (IllegalArgumentException malformed) {
            throw CliException.usage("Not a port: '" + number + "'");
        }
    }

    private String given(String option, String variable, String otherwise) {
        if (option != null) {
            return option;
        }
        var value = console.variable(variable);
        return value == null ? otherwise : value;
    }

    /** The three digits of the response. */
    private String status(InetSocketAddress address) {
        var request = "GET /q/health/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(live ? "live" : "ready", shown(address));
        try (var socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            if (line == null || !line.matches("HTTP/1\\.1 \\d{3}.*")) {
                throw notAnswering(address, "it does not speak HTTP", null);
            }
            return line.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        } catch (IOException silent) {
            throw notAnswering(address, silent.getMessage(), silent);
        }
    }

    private static CliException notAnswering(InetSocketAddress address, String reason, IOException cause) {
        return new CliException(ExitCode.FAILED, "No Weir responds at %s: %s".formatted(shown(address), reason), cause);
    }

    private static String shown(InetSocketAddress address) {
        var name = address.getHostString();
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort();
    }
}
