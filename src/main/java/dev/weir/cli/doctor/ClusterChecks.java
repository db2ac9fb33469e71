package dev.weir.cli.doctor;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.BrokerProbe;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliException;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.topics.PartitionDetails;
import dev.weir.topics.Topics;
import dev.weir.topics.cluster.ClusterInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;

/** Looks at one thing after the other and tells of each how it is. */
final class ClusterChecks {

    private final ConnectionOptions connection;
    private final KafkaAdmin admin;
    private final Consumer<CheckResult> findings;

    /**
     * An examination that has not begun.
     *
     * @param findings told as they come
     */
    ClusterChecks(ConnectionOptions connection, KafkaAdmin admin, Consumer<CheckResult> findings) {
        this.connection = connection;
        this.admin = admin;
        this.findings = findings;
    }

    /** All of it; where no broker can be reached at the address it advertises the rest would say the same. */
    void run() throws IOException {
        addresses();
        if (brokers()) {
            carefully("controller", this::controller);
            carefully("versions", this::versions);
            carefully("partitions", this::partitions);
            carefully("round trip", () -> new RoundTripCheck(connection, admin, findings).run());
        }
    }

    /** At least one listens, or there would be no connection. */
    private void addresses() {
        for (var address : connection.brokers().split(",", -1)) {
            if (!address.isBlank()) {
                findings.accept(
                        address(address.strip()) != null
                                ? CheckResult.good("address", "Somebody listens at " + address.strip())
                                : CheckResult.doubtful(
                                        "address",
                                        "Nobody listens at " + address.strip()
                                                + "; while the others do this is no harm, but take it off the list or start it"));
            }
        }
    }

    /** Whether one at least can be reached where it tells clients to come to. */
    private boolean brokers() throws IOException {
        var diagnosis = new ConnectionDiagnosis(connection.settings());
        var brokers = diagnosis.advertised(address(connection.brokers()));
        int reachable = 0;
        for (var broker : brokers) {
            var unreachable = diagnosis.unreachable(List.of(broker));
            if (unreachable.isEmpty()) {
                reachable++;
                findings.accept(CheckResult.good(
                        "broker", "Broker %d is at %s:%d".formatted(broker.id(), broker.host(), broker.port())));
            } else {
                findings.accept(CheckResult.bad("broker", unreachable.get(0)));
            }
        }
        return reachable > 0;
    }

    private void controller() {
        var controller = Await.of(new ClusterInfo(admin).controller());
        findings.accept(
                controller.isEmpty()
                        ? CheckResult.bad(
                                "controller",
                                "No controller is elected, so that nothing can be created or changed; look at the logs of the"
                                        + " controllers, most of which have to run")
                        : CheckResult.good("controller", "Node %d is the controller".formatted(controller.getAsInt())));
    }

    private void versions() {
        int level = Await.of(new ClusterInfo(admin).metadataVersion());
        findings.accept(
                level == 0
                        ? CheckResult.doubtful(
                                "versions",
                                "The brokers do not say their metadata.version, so that they are older than Kafka 3.3;"
                                        + " kafka-cli speaks to brokers from 2.1 on")
                        : CheckResult.good(
                                "versions",
                                "The brokers and kafka-cli understand each other; the cluster's metadata.version is "
                                        + MetadataVersionName.of(level)));
    }

    private void partitions() {
        var names = Await.of(new Topics(admin).names(true));
        var topics = Await.of(new Topics(admin).partitions(names));
        var leaderless = named(topics, partition -> partition.leader() == null);
        var behind = named(topics, PartitionDetails::isUnderReplicated);
        if (!leaderless.isEmpty()) {
            findings.accept(CheckResult.bad(
                    "partitions",
                    "Partitions without a leader can neither be written nor read; start the brokers that have them: "
                            + leaderless));
        } else if (!behind.isEmpty()) {
            findings.accept(CheckResult.doubtful(
                    "partitions",
                    "Partitions with copies that are behind or gone; see which brokers are missing or slow: "
                            + behind));
        } else {
            findings.accept(CheckResult.good(
                    "partitions",
                    "All partitions of %s have a leader and all of their copies"
                            .formatted(Count.of(topics.size(), "topic"))));
        }
    }

    private static String named(Map<String, List<PartitionDetails>> topics, Predicate<PartitionDetails> isMeant) {
        List<String> named = new ArrayList<>();
        topics.forEach((topic, partitions) -> {
            long count = partitions.stream().filter(isMeant).count();
            if (count > 0) {
                named.add("%s (%d)".formatted(topic, count));
            }
        });
        return named.stream().limit(10).collect(Collectors.joining(", "))
                + (named.size() > 10 ? " and %s more".formatted(Count.of(named.size() - 10, "topic")) : "");
    }

    /**
     * What cannot be found out is a finding too, and the rest is worth knowing; what is not allowed is no fault of
     * Kafka.
     */
    private void carefully(String check, Runnable look) {
        try {
            look.run();
        } catch (Failure failure) {
            findings.accept(
                    isOfRights(failure)
                            ? CheckResult.doubtful(
                                    check,
                                    "Kafka does not let this user look: %s. Allow it, or have a user look who may"
                                            .formatted(failure.getMessage().replaceFirst("\\.$", "")))
                            : CheckResult.bad(check, "This cannot be found out: " + failure.getMessage()));
        } catch (CliException failure) {
            findings.accept(CheckResult.bad(check, "This cannot be found out: " + failure.getMessage()));
        }
    }

    private static boolean isOfRights(Failure failure) {
        return failure.kind() == Failure.Kind.FORBIDDEN || failure.getCause() instanceof AuthorizationException;
    }

    /** The first of these addresses where somebody listens; null where nobody does. */
    private String address(String addresses) {
        try {
            return new BrokerProbe(addresses, ConnectionOptions.isTls(connection.settings())).ring();
        } catch (CliException nobody) {
            return null;
        }
    }
}
