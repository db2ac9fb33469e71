package dev.weir.cli.doctor;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.CliRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void healthy_cluster_is_good_and_topic_and_group_are_deleted() {
        var run = new CliRunner().run("doctor");

        assertThat(run.ok())
                .contains(
                        "good      versions",
                        "A record was produced",
                        "The record was consumed with the same value",
                        "An offset was committed and read back",
                        "good      clock");
        assertThat(run.err()).isEmpty();
        assertThat(new CliRunner().run("topics").out()).doesNotContain("kafka-cli-doctor");
        assertThat(new CliRunner().run("groups").out()).doesNotContain("kafka-cli-doctor");
    }

    @Test
    void unusable_bootstrap_server_is_doubtful() {
        var run = new CliRunner().run("doctor", "-o", "ndjson", "-b", "127.0.0.1:1," + TestBroker.bootstrapServers());

        assertThat(run.lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .contains(
                                        "\"check\":\"address\",\"state\":\"doubtful\",\"message\":\"No broker listens at 127.0.0.1:1;"));
    }

    @Test
    void metadata_version_is_shown_by_name() {
        assertThat(new CliRunner().run("doctor").lines())
                .anyMatch(line -> line.startsWith("good      versions")
                        && line.matches(".*metadata.version is \\d\\.\\d+-IV\\d"));
    }

    /** A missing permission is not a failure of Kafka. */
    @Test
    void missing_describe_permission_is_doubtful_and_other_checks_run() {
        try (var broker = TestBroker.another(
                "undescribed",
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"))) {
            broker.start();
            deny(broker.bootstrapServers(), AclOperation.DESCRIBE);
            var doctor = new String[] {"doctor", "-b", broker.bootstrapServers()};
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(new CliRunner().run(doctor).out())
                            .containsPattern("doubtful  controller  This user may not see it: Cluster auth.*"));

            var run = new CliRunner().run(doctor);

            assertThat(run.out())
                    .contains("good      versions", "good      partitions", "The record was consumed")
                    .doesNotContain("bad ", "No controller");
            assertThat(run.exit()).isZero();
        }
    }

    private static void deny(String brokers, AclOperation operation) {
        var rule = new AclBinding(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
        // With an ACL for the cluster, operations without an ALLOW are denied.
        var rest = new AclBinding(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW));
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
            admin.createAcls(List.of(rest, rule))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void clock_skew_above_the_network_latency_is_doubtful() {
        assertThat(ClockSkew.of(1_000, 1_030, 1_040).result().state()).isEqualTo(CheckResult.State.GOOD);
        assertThat(ClockSkew.of(1_000, 6_020, 1_040).result())
                .satisfies(result -> assertThat(result.state()).isEqualTo(CheckResult.State.DOUBTFUL))
                .satisfies(result -> assertThat(result.message()).contains("5.0 s ahead of the clock of this machine"));
        assertThat(ClockSkew.of(9_000, 4_000, 9_000).result().message())
                .contains("5.0 s behind the clock of this machine");
        assertThat(ClockSkew.of(0, 3_000, 4_000).result().state()).isEqualTo(CheckResult.State.GOOD);
    }
}
