package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.groups.GroupChanges;
import dev.weir.groups.GroupLags;
import dev.weir.groups.GroupMember;
import dev.weir.groups.GroupSummary;
import dev.weir.groups.Groups;
import dev.weir.groups.OffsetReset;
import dev.weir.groups.ResetRequest;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.NameSelection;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import dev.weir.testing.Deadlines;
import dev.weir.topics.TopicChange;
import dev.weir.topics.TopicChanges;
import dev.weir.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Administration of a broker with share groups and ACLs. */
class AdminLimitsTest {

    private static BrokerProcess broker;
    private static KafkaAdmin admin;

    @BeforeAll
    static void start() {
        broker = TestBroker.another(
                "limits",
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"));
        broker.start();
        admin = KafkaAdmin.to(Map.of("bootstrap.servers", broker.bootstrapServers()));
        answer(admin.write(admin -> admin.updateFeatures(
                        Map.of("share.version", new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.UPGRADE)),
                        new UpdateFeaturesOptions())
                .all()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void a_share_group_is_listed_described_and_deleted() {
        var topic = create("shared");
        var group = new GroupId("sharing");
        try (var member = share(group, topic)) {
            await().untilAsserted(() -> {
                member.poll(Duration.ofMillis(100));
                assertThat(answer(new Groups(admin).describe(group)).members())
                        .singleElement()
                        .extracting(GroupMember::partitions)
                        .asString()
                        .contains("shared");
            });
            var state = answer(new Groups(admin).describe(group));
            assertThat(state.type()).isEqualTo("share");
            assertThat(state.protocol()).isEqualTo("share");
            assertThat(state.state()).isEqualTo("Stable");
            assertThat(state.members()).extracting(GroupMember::clientId).containsExactly("sharer");
            assertThatThrownBy(() -> answer(new GroupChanges(admin).delete(group)))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT))
                    .hasMessageContaining("sharer");
            send(topic);
            await().until(() -> member.poll(Duration.ofMillis(100)).count() > 0);
            member.commitSync();
        }
        send(topic);

        await().untilAsserted(() -> {
            var lag = answer(new GroupLags(admin).lag(group));
            assertThat(lag.partitions()).singleElement().satisfies(at -> {
                assertThat(at.topic()).isEqualTo("shared");
                assertThat(at.end()).isEqualTo(2);
                assertThat(at.lag()).isEqualTo(2 - at.committed()).isPositive();
            });
            assertThat(answer(new GroupLags(admin).summaries(NameSelection.ALL, id -> true, true))
                            .items())
                    .contains(new GroupSummary("sharing", "share", "share", "Empty", lag.lag()));
        });
        assertThatThrownBy(() -> answer(new OffsetReset(admin)
                        .reset(group, new ResetRequest(OffsetExpression.EARLIEST, null, null, true))))
                .hasMessageContaining("share group");
        answer(new GroupChanges(admin).delete(group));
        assertThatThrownBy(() -> answer(new Groups(admin).describe(group))).hasMessageContaining("There is no group");
    }

    @Test
    void an_operation_that_an_acl_denies_is_forbidden() {
        var topic = create("denied");
        deny(ResourceType.TOPIC, topic.value(), AclOperation.ALTER_CONFIGS);
        deny(ResourceType.GROUP, "denied-group", AclOperation.DESCRIBE);
        var changes = new TopicChanges(admin, new TopicMetadataCache(admin));

        // A topic with an ACL denies what no ACL allows; brokers apply ACLs a little later.
        await().untilAsserted(() -> assertForbidden(new Topics(admin).describe(topic, false)));
        assertForbidden(changes.change(topic, new TopicChange(null, Map.of("retention.ms", "1000"))));
        await().untilAsserted(() -> assertForbidden(new Groups(admin).describe(new GroupId("denied-group"))));
    }

    private static void assertForbidden(CompletionStage<?> call) {
        assertThatThrownBy(() -> answer(call))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.FORBIDDEN));
    }

    private static void deny(ResourceType type, String name, AclOperation operation) {
        var rule = new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY));
        answer(admin.write(admin -> admin.createAcls(List.of(rule)).all()));
    }

    private static TopicName create(String name) {
        answer(admin.write(admin -> admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                .all()));
        return new TopicName(name);
    }

    private static void send(TopicName topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic.value(), "v")).get(Deadlines.inSeconds(10), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private static KafkaShareConsumer<String, String> share(GroupId group, TopicName topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", group.value(), "client.id", "sharer");
        var consumer = new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topic.value()));
        return consumer;
    }

    private static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(Deadlines.inSeconds(7), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw KafkaFailures.ofWrite(failed);
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError(late);
        }
    }
}
