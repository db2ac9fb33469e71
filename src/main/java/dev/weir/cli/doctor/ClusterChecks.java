package dev.weir.cli.doctor;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliException;
import dev.weir.kafka.KafkaAdmin;
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

/** Runs the checks one after the other and reports the result of each. */
final class ClusterChecks {

    private final ConnectionOptions connection;
    private final KafkaAdmin admin;
    private final Consumer<CheckResult> results;

    /**
     * Checks of one cluster.
     *
     * @param results receives each result as soon as it is known
     */
    ClusterChecks(ConnectionOptions connection, KafkaAdmin admin, Consumer<CheckResult> results) {
        this.connection = connection;
        this.admin = admin;
        this.results = results;
    }

    /**
     * Runs all checks; if no broker is reachable at its advertised address, the other checks would report the same
     * problem.
     */
    void run() throws IOException {
        if (new ConnectivityChecks(connection, results).run()) {
            attempt("controller", this::controller);
            attempt("versions", this::versions);
            attempt("partitions", this::partitions);
            attempt("round trip", () -> new RoundTripCheck(connection, admin, results).run());
        }
    }

    private void controller() {
        var controller = Await.result(new ClusterInfo(admin).controller());
        results.accept(
                controller.isEmpty()
                        ? CheckResult.bad(
                                "controller",
                                "No controller is elected, so the cluster rejects every change; a majority of the controllers"
                                        + " must run, see their logs")
                        : CheckResult.good("controller", "Node %d is the controller".formatted(controller.getAsInt())));
    }

    private void versions() {
        int level = Await.result(new ClusterInfo(admin).metadataVersion());
        results.accept(
                level == 0
                        ? CheckResult.doubtful(
                                "versions",
                                "The brokers report no metadata.version, so they are older than Kafka 3.3; kafka-cli supports"
                                        + " brokers from 2.1 on")
                        : CheckResult.good(
                                "versions",
                                "kafka-cli supports the version of the brokers; the cluster's metadata.version is "
                                        + MetadataVersionName.of(level)));
    }

    private void partitions() {
        var names = Await.result(new Topics(admin).names(true));
        var topics = Await.result(new Topics(admin).partitions(names));
        var leaderless = matching(topics, partition -> partition.leader() == null);
        var underReplicated = matching(topics, PartitionDetails::isUnderReplicated);
        if (!leaderless.isEmpty()) {
            results.accept(CheckResult.bad(
                    "partitions",
                    "Partitions without a leader can neither be written nor read; start the brokers with their replicas: "
                            + leaderless));
        } else if (!underReplicated.isEmpty()) {
            results.accept(CheckResult.doubtful(
                    "partitions",
                    "Partitions with replicas that are not in sync; check which brokers are down or slow: "
                            + underReplicated));
        } else {
            results.accept(CheckResult.good(
                    "partitions",
                    "All partitions of %s have a leader and all of their replicas in sync"
                            .formatted(Count.of(topics.size(), "topic"))));
        }
    }

    private static String matching(Map<String, List<PartitionDetails>> topics, Predicate<PartitionDetails> predicate) {
        List<String> matches = new ArrayList<>();
        topics.forEach((topic, partitions) -> {
            long count = partitions.stream().filter(predicate).count();
            if (count > 0) {
                matches.add("%s (%d)".formatted(topic, count));
            }
        });
        return matches.stream().limit(10).collect(Collectors.joining(", "))
                + (matches.size() > 10 ? " and %s more".formatted(Count.of(matches.size() - 10, "topic")) : "");
    }

    /** Reports the failure of a check as its result, so that the next checks run; a missing permission is doubtful. */
    private void attempt(String name, Runnable check) {
        try {
            check.run();
        } catch (Failure failure) {
            results.accept(
                    isMissingPermission(failure)
                            ? CheckResult.doubtful(
                                    name,
                                    "This user may not see it: %s. Grant the permission, or run the doctor as a user with it"
                                            .formatted(failure.getMessage().replaceFirst("\\.$", "")))
                            : CheckResult.bad(name, "The check failed: " + failure.getMessage()));
        } catch (CliException failure) {
            results.accept(CheckResult.bad(name, "The check failed: " + failure.getMessage()));
        }
    }

    private static boolean isMissingPermission(Failure failure) {
        return failure.kind() == Failure.Kind.FORBIDDEN || failure.getCause() instanceof AuthorizationException;
    }
}
