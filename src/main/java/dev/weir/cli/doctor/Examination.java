package dev.weir.cli.doctor;

import dev.weir.cli.Answer;
import dev.weir.cli.CliFailure;
import dev.weir.cli.Connection;
import dev.weir.cli.Doorbell;
import dev.weir.kafka.AdminWire;
import dev.weir.model.Failure;
import dev.weir.topics.BrokerState;
import dev.weir.topics.Cluster;
import dev.weir.topics.ClusterState;
import dev.weir.topics.TopicSizes;
import dev.weir.topics.TopicSummary;
import dev.weir.topics.Topics;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Looks at one thing after the other and tells of each how it is. */
final class Examination {

    private final Connection connection;
    private final AdminWire wire;
    private final Consumer<Finding> findings;

    /**
     * An examination that has not begun.
     *
     * @param findings told as they come
     */
    Examination(Connection connection, AdminWire wire, Consumer<Finding> findings) {
        this.connection = connection;
        this.wire = wire;
        this.findings = findings;
    }

    /** All of it; what does not answer at all ends it, because the rest would say the same. */
    void run() {
        addresses();
        var cluster = Answer.of(new Cluster(wire).state());
        brokers(cluster);
        carefully("versions", this::versions);
        carefully("partitions", this::partitions);
        carefully("round trip", () -> new RoundTrip(connection, wire, findings).run());
    }

    /** At least one listens, or there would be no connection. */
    private void addresses() {
        for (var address : connection.brokers().split(",", -1)) {
            findings.accept(
                    answers(address)
                            ? Finding.good("address", "Somebody listens at " + address)
                            : Finding.doubtful(
                                    "address",
                                    "Nobody listens at " + address
                                            + "; while the others do this is no harm, but take it off the list or start it"));
        }
    }

    private void brokers(ClusterState cluster) {
        for (var broker : cluster.brokers()) {
            var address = broker.host() + ":" + broker.port();
            findings.accept(
                    answers(address)
                            ? Finding.good("broker", "Broker %d is at %s".formatted(broker.broker(), address))
                            : unreachable(broker, address));
        }
        findings.accept(
                cluster.controller() == null
                        ? Finding.bad(
                                "controller",
                                "No controller is elected, so that nothing can be created or changed; look at the logs of the"
                                        + " controllers, most of which have to run")
                        : Finding.good("controller", "Node %d is the controller".formatted(cluster.controller())));
    }

    private static Finding unreachable(BrokerState broker, String address) {
        return Finding.bad(
                "broker",
                ("Broker %d tells clients to come to %s, where nobody answers from here; set its advertised.listeners to an"
                                + " address that clients can reach, or open the way")
                        .formatted(broker.broker(), address));
    }

    private void versions() {
        int level = Answer.of(new Cluster(wire).metadataVersion());
        findings.accept(
                level == 0
                        ? Finding.doubtful(
                                "versions",
                                "The brokers do not say their metadata.version, so that they are older than Kafka 3.3;"
                                        + " kafka-cli speaks to brokers from 2.1 on")
                        : Finding.good(
                                "versions",
                                "The brokers and kafka-cli understand each other; the cluster's metadata.version is "
                                        + level));
    }

    private void partitions() {
        var topics = Answer.of(new TopicSizes(wire).summaries(Answer.of(new Topics(wire).names(true))));
        var leaderless = named(topics, TopicSummary::leaderless);
        var behind = named(topics, TopicSummary::underReplicated);
        if (!leaderless.isEmpty()) {
            findings.accept(Finding.bad(
                    "partitions",
                    "Partitions without a leader can neither be written nor read; start the brokers that have them: "
                            + leaderless));
        } else if (!behind.isEmpty()) {
            findings.accept(Finding.doubtful(
                    "partitions",
                    "Partitions with copies that are behind or gone; see which brokers are missing or slow: "
                            + behind));
        } else {
            findings.accept(Finding.good(
                    "partitions",
                    "All partitions of the %d topics have a leader and all of their copies".formatted(topics.size())));
        }
    }

    private static String named(List<TopicSummary> topics, ToIntFunction<TopicSummary> count) {
        var named = topics.stream()
                .filter(topic -> count.applyAsInt(topic) > 0)
                .map(topic -> "%s (%d)".formatted(topic.name(), count.applyAsInt(topic)))
                .toList();
        return named.stream().limit(10).collect(Collectors.joining(", "))
                + (named.size() > 10 ? " and %d more topics".formatted(named.size() - 10) : "");
    }

    /** What cannot be found out is a finding too, and the rest is worth knowing. */
    private void carefully(String check, Runnable look) {
        try {
            look.run();
        } catch (Failure | CliFailure failure) {
            findings.accept(Finding.bad(check, "This cannot be found out: " + failure.getMessage()));
        }
    }

    private static boolean answers(String address) {
        try {
            new Doorbell(address).ring();
            return true;
        } catch (CliFailure nobody) {
            return false;
        }
    }
}
