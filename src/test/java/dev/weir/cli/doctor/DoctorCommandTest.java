package dev.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    void finds_a_sound_kafka_sound_and_leaves_nothing_behind() {
        var run = new CliRunner().run("doctor");

        assertThat(run.ok())
                .contains(
                        "good      versions",
                        "A record was written",
                        "The record was read, as it was written",
                        "A commit was taken, and is there",
                        "good      clock");
        assertThat(run.err()).isEmpty();
        assertThat(new CliRunner().run("topics").out()).doesNotContain("kafka-cli-doctor");
        assertThat(new CliRunner().run("groups").out()).doesNotContain("kafka-cli-doctor");
    }

    @Test
    void says_which_address_of_several_nobody_answers_at() {
        var run = new CliRunner().run("doctor", "-o", "ndjson", "-b", "127.0.0.1:1," + TestBroker.bootstrapServers());

        assertThat(run.lines()).anySatisfy(line -> assertThat(line)
                .contains("\"check\":\"address\",\"state\":\"doubtful\",\"words\":\"Nobody listens at 127.0.0.1:1;"));
    }

    @Test
    void knows_a_metadata_version_by_its_name() {
        assertThat(new CliRunner().run("doctor").lines())
                .anyMatch(line -> line.startsWith("good      versions")
                        && line.matches(".*metadata.version is \\d\\.\\d+-IV\\d"));
    }

    /** Missing rights of this user are no problem of Kafka. */
    @Test
    void examines_a_kafka_that_does_not_let_it_describe_the_cluster() {
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
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            new CliRunner().run(doctor).out())
                    .containsPattern("doubtful  controller  Kafka does not let this user look: Cluster auth.*"));

            var run = new CliRunner().run(doctor);

            assertThat(run.out())
                    .contains("good      versions", "good      partitions", "The record was read")
                    .doesNotContain("bad ", "No controller");
            assertThat(run.exit()).isZero();
        }
    }

    private static void deny(String brokers, AclOperation operation) {
        var rule = new AclBinding(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
        // With a rule for the cluster, what no rule allows is not allowed.
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
    void tells_clocks_apart_that_differ_by_more_than_a_message_takes() {
        assertThat(ClockSkew.of(1_000, 1_030, 1_040).finding().state()).isEqualTo(CheckResult.State.GOOD);
        assertThat(ClockSkew.of(1_000, 6_020, 1_040).finding())
                .satisfies(found -> assertThat(found.state()).isEqualTo(CheckResult.State.DOUBTFUL))
                .satisfies(found -> assertThat(found.words()).contains("5.0 s ahead of ours"));
        assertThat(ClockSkew.of(9_000, 4_000, 9_000).finding().words()).contains("5.0 s behind ours");
        assertThat(ClockSkew.of(0, 3_000, 4_000).finding().state()).isEqualTo(CheckResult.State.GOOD);
    }
}
