package dev.weir.cli.doctor;

import dev.weir.cli.connection.BrokerProbe;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliException;
import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Checks the bootstrap servers and the advertised addresses of the brokers. */
final class ConnectivityChecks {

    private final ConnectionOptions connection;
    private final Consumer<CheckResult> results;

    ConnectivityChecks(ConnectionOptions connection, Consumer<CheckResult> results) {
        this.connection = connection;
        this.results = results;
    }

    /** Whether at least one broker is reachable at its advertised address. */
    boolean run() throws IOException {
        bootstrapServers();
        return advertisedAddresses();
    }

    /** At least one of them is usable, because the admin client has been created. */
    private void bootstrapServers() {
        for (var address : connection.brokers().split(",", -1)) {
            if (!address.isBlank()) {
                results.accept(
                        usableAddress(address.strip()) != null
                                ? CheckResult.good("address", "A broker listens at " + address.strip())
                                : CheckResult.doubtful(
                                        "address",
                                        "No broker listens at " + address.strip()
                                                + "; clients use the other addresses, but remove it from the list or"
                                                + " start the broker"));
            }
        }
    }

    private boolean advertisedAddresses() throws IOException {
        var diagnosis = new ConnectionDiagnosis(connection.settings());
        var brokers = diagnosis.advertised(usableAddress(connection.brokers()));
        int reachable = 0;
        for (var broker : brokers) {
            var unreachable = diagnosis.unreachable(List.of(broker));
            if (unreachable.isEmpty()) {
                reachable++;
                results.accept(CheckResult.good(
                        "broker", "Broker %d is at %s:%d".formatted(broker.id(), broker.host(), broker.port())));
            } else {
                results.accept(CheckResult.bad("broker", unreachable.get(0)));
            }
        }
        return reachable > 0;
    }

    /** The first usable address; null if there is none. */
    private String usableAddress(String addresses) {
        try {
            return new BrokerProbe(addresses, ConnectionOptions.isTls(connection.settings())).check();
        } catch (CliException unusable) {
            return null;
        }
    }
}
