package dev.weir.produce;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Kafka with authentication and ACLs. */
class AccessIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final String USER = "weir";
    private static final String PASSWORD = "a-secret-of-weir";

    private static final AccessControlEntry ALLOWED =
            new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW);

    private static int port;
    private static BrokerProcess broker;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        port = TestBroker.freePort();
        broker = TestBroker.another(
                "access",
                Map.of(
                        "listeners", "SASL://127.0.0.1:" + port,
                        "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT",
                        "sasl.enabled.mechanisms", "SCRAM-SHA-256",
                        "listener.name.sasl.scram-sha-256.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true"));
        broker.start();
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
        done(admin.createTopics(List.of(new NewTopic("closed", 1, (short) 1), new NewTopic("open", 1, (short) 1)))
                .all());
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void writing_to_an_unauthorized_topic_is_403_until_it_is_authorized() throws Exception {
        var deny = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "closed", PatternType.LITERAL), denied(AclOperation.WRITE));
        try (var weir = WeirProcess.start("access-acl", broker.bootstrapServers(), Map.of())) {
            post(weir, "closed", "text/plain", "before").then().statusCode(200);
            done(admin.createAcls(List.of(deny)).all());

            await().atMost(TIMEOUT).untilAsserted(() -> post(weir, "closed", "text/plain", "refused")
                    .then()
                    .statusCode(403)
                    .body("message", containsString("closed")));
            for (var acks : List.of("all", "leader")) {
                post(weir, "closed/records?acks=" + acks, "text/plain", "refused")
                        .then()
                        .statusCode(403);
            }
            post(weir, "closed", "application/vnd.kafka.json.v2+json", "{\"records\":[{\"value\":1},{\"value\":2}]}")
                    .then()
                    .body("offsets[0].error_code", equalTo(403))
                    .body("offsets[1].error_code", equalTo(403));
            post(weir, "open", "text/plain", "v").then().statusCode(200);
            assertThat(weir.readiness()).isEqualTo(200);

            done(admin.deleteAcls(List.of(deny.toFilter())).all());
            await().atMost(TIMEOUT)
                    .untilAsserted(() ->
                            post(weir, "closed", "text/plain", "after").then().statusCode(200));
            assertThat(weir.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void a_push_sends_records_and_can_be_paused_where_weir_may_not_keep_its_pauses() throws Exception {
        var deny = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "weir.pushes", PatternType.LITERAL),
                denied(AclOperation.DESCRIBE));
        done(admin.createAcls(List.of(deny)).all());
        var accepted = new ConcurrentLinkedQueue<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            accepted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        var settings = Map.of(
                "weir.push.hook.topic", "open",
                "weir.push.hook.url",
                        "http://127.0.0.1:" + receiver.getAddress().getPort(),
                "weir.push.hook.allowed-hosts", "127.0.0.1");
        try (var weir = WeirProcess.start("access-push", broker.bootstrapServers(), settings)) {
            post(weir, "open", "text/plain", "pushed").then().statusCode(200);
            await().atMost(TIMEOUT).until(() -> accepted.contains("pushed"));

            given().port(weir.port())
                    .post("/pushes/hook/pause")
                    .then()
                    .statusCode(403)
                    .body("message", containsString("Push 'hook' is paused in this Weir only"));
            given().port(weir.port()).get("/pushes/hook").then().body("status", equalTo("paused"));
            assertThat(weir.log()).containsOnlyOnce("Weir cannot find out which pushes are paused");
        } finally {
            receiver.stop(0);
            done(admin.deleteAcls(List.of(deny.toFilter())).all());
        }
    }

    /** Kafka then returns no producer id; clients before 4.0 did not request it again. */
    @Test
    void a_producer_continues_once_it_is_authorized() throws Exception {
        var everyTopic = new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL);
        var cluster = new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
        var noTopic = new AclBinding(everyTopic, denied(AclOperation.WRITE));
        var notIdempotent = new AclBinding(cluster, denied(AclOperation.IDEMPOTENT_WRITE));
        // With one ACL, everything that no ACL allows is denied.
        done(admin.createAcls(List.of(new AclBinding(cluster, ALLOWED), new AclBinding(everyTopic, ALLOWED)))
                .all());
        done(admin.createAcls(List.of(noTopic, notIdempotent)).all());
        try (var weir = WeirProcess.start("access-producer", broker.bootstrapServers(), Map.of())) {
            await().atMost(TIMEOUT).untilAsserted(() -> post(weir, "open", "text/plain", "refused")
                    .then()
                    .statusCode(503)
                    .body("message", containsString("uthorization")));

            done(admin.deleteAcls(List.of(noTopic.toFilter(), notIdempotent.toFilter()))
                    .all());

            for (var acks : List.of("all", "leader", "none")) {
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> post(weir, "open/records?acks=" + acks, "text/plain", "after")
                                .then()
                                .statusCode(200));
            }
            post(weir, "open", "application/vnd.kafka.json.v2+json", "{\"records\":[{\"value\":1},{\"value\":2}]}")
                    .then()
                    .body("offsets[1].partition", equalTo(0));
        }
    }

    /** Records that are read on without a commit would be read again after a restart. */
    @Test
    void a_refused_commit_pauses_the_channel_until_it_succeeds() throws Exception {
        done(admin.createTopics(List.of(new NewTopic("read", 1, (short) 1))).all());
        var channel = "mp.messaging.incoming.web-log-in.";
        var settings = Map.of(channel + "topic", "read", channel + "group.id", "reader");
        var notRead = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "read", PatternType.LITERAL), denied(AclOperation.READ));
        try (var weir = WeirProcess.start("access-commit", broker.bootstrapServers(), settings)) {
            post(weir, "read", "text/plain", "first").then().statusCode(200);
            await().atMost(TIMEOUT).until(() -> committed("reader") == 1);
            // The record is handled, but its commit is denied.
            post(weir, "read", "text/plain", "second").then().statusCode(200);
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(5)).until(() -> weir.log()
                    .contains("value=second"));
            done(admin.createAcls(List.of(notRead)).all());

            await().atMost(TIMEOUT).until(() -> weir.readiness() == 503);
            await().atMost(TIMEOUT).until(() -> weir.log().contains("Kafka refuses the commit"));

            done(admin.deleteAcls(List.of(notRead.toFilter())).all());
            await().atMost(TIMEOUT).until(() -> committed("reader") == 2);
            post(weir, "read", "text/plain", "third").then().statusCode(200);
            await().atMost(TIMEOUT).until(() -> committed("reader") == 3);
            assertThat(weir.readiness()).isEqualTo(200);
        }
    }

    @Test
    void reading_an_unauthorized_topic_is_403_until_it_is_authorized() throws Exception {
        done(admin.createTopics(List.of(new NewTopic("secret", 1, (short) 1))).all());
        var topic = new ResourcePattern(ResourceType.TOPIC, "secret", PatternType.LITERAL);
        // With the first ACL of a topic, everything that no ACL allows is denied.
        done(admin.createAcls(List.of(new AclBinding(topic, allowed(AclOperation.ALL))))
                .all());
        var notRead = new AclBinding(topic, denied(AclOperation.READ));
        try (var weir = WeirProcess.start("access-read", broker.bootstrapServers(), Map.of())) {
            post(weir, "secret", "text/plain", "first").then().statusCode(200);
            instance(weir, "secret-readers", "secret");
            await("the first record")
                    .atMost(TIMEOUT)
                    .until(() -> poll(weir, "secret-readers").asString().contains("first"));
            done(admin.createAcls(List.of(notRead)).all());

            await("a poll to be refused")
                    .atMost(TIMEOUT)
                    .until(() -> poll(weir, "secret-readers").statusCode() == 403);
            poll(weir, "secret-readers").then().body("message", containsString("secret"));
            for (var type : List.of("application/json", "application/x-ndjson")) {
                given().port(weir.port())
                        .accept(type)
                        .get("/topics/secret/records?from=earliest")
                        .then()
                        .statusCode(403)
                        .body("message", containsString("secret"));
            }
            // The response begins before there is a record, and its last event has the reason.
            assertThat(given().port(weir.port())
                            .accept("text/event-stream")
                            .get("/topics/secret/records?from=earliest")
                            .asString())
                    .contains("event: failure", "\"error_code\":403", "secret");
            post(weir, "secret", "text/plain", "second").then().statusCode(200);
            assertThat(weir.readiness()).isEqualTo(200);

            done(admin.deleteAcls(List.of(notRead.toFilter())).all());
            await("the second record")
                    .atMost(TIMEOUT)
                    .until(() -> poll(weir, "secret-readers").asString().contains("second"));
            await("the stream").atMost(TIMEOUT).until(() -> given().port(weir.port())
                    .get("/topics/secret/records?from=earliest")
                    .asString()
                    .contains("second"));
            assertThat(weir.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void joining_an_unauthorized_group_is_403_until_it_is_authorized() throws Exception {
        var group = new ResourcePattern(ResourceType.GROUP, "closed-group", PatternType.LITERAL);
        var notRead = new AclBinding(group, denied(AclOperation.READ));
        done(admin.createAcls(List.of(notRead)).all());
        try (var weir = WeirProcess.start("access-group", broker.bootstrapServers(), Map.of())) {
            post(weir, "open", "text/plain", "for the group").then().statusCode(200);
            instance(weir, "closed-group", "open");

            await("a poll to be refused")
                    .atMost(TIMEOUT)
                    .until(() -> poll(weir, "closed-group").statusCode() == 403);
            poll(weir, "closed-group").then().body("message", containsString("closed-group"));

            done(admin.deleteAcls(List.of(notRead.toFilter())).all());
            await("the record")
                    .atMost(TIMEOUT)
                    .until(() -> poll(weir, "closed-group").asString().contains("for the group"));
            control(weir, "/consumers/closed-group/instances/i/offsets", "")
                    .then()
                    .statusCode(204);
            assertThat(committed("closed-group")).isPositive();
        }
    }

    private static void instance(WeirProcess weir, String group, String topic) {
        control(weir, "/consumers/" + group, "{\"name\":\"i\",\"format\":\"text\",\"auto.offset.reset\":\"earliest\"}")
                .then()
                .statusCode(200);
        control(weir, "/consumers/" + group + "/instances/i/subscription", "{\"topics\":[\"" + topic + "\"]}")
                .then()
                .statusCode(204);
    }

    private static Response control(WeirProcess weir, String address, String body) {
        return given().port(weir.port())
                .contentType("application/vnd.kafka.v2+json")
                .body(body)
                .post(address);
    }

    private static Response poll(WeirProcess weir, String group) {
        return given().port(weir.port()).get("/consumers/" + group + "/instances/i/records?timeout=1000");
    }

    private static long committed(String group) throws Exception {
        var offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(Deadlines.inSeconds(20), TimeUnit.SECONDS);
        return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }

    @Test
    void rejected_credentials_are_503_until_they_are_accepted() throws Exception {
        allow(PASSWORD);
        var settings = Map.of(
                "kafka.security.protocol", "SASL_PLAINTEXT",
                "kafka.sasl.mechanism", "SCRAM-SHA-256",
                "kafka.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                                .formatted(USER, PASSWORD));
        try (var weir = WeirProcess.start("access-sasl", "127.0.0.1:" + port, settings)) {
            post(weir, "open", "text/plain", "before").then().statusCode(200);
            done(admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion(USER, ScramMechanism.SCRAM_SHA_256)))
                    .all());
            // Authenticated connections stay; new ones are rejected.
            broker.kill();
            broker.start();

            await().atMost(TIMEOUT).untilAsserted(() -> post(weir, "open", "text/plain", "refused")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("message", containsString("uthentication")));
            assertThat(weir.readiness()).isEqualTo(503);

            allow(PASSWORD);
            for (var acks : List.of("all", "leader")) {
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> post(weir, "open/records?acks=" + acks, "text/plain", "after")
                                .then()
                                .statusCode(200));
            }
            assertThat(weir.log()).doesNotContain(PASSWORD);
        }
    }

    private static AccessControlEntry allowed(AclOperation operation) {
        return new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.ALLOW);
    }

    private static AccessControlEntry denied(AclOperation operation) {
        return new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY);
    }

    private static void allow(String password) throws Exception {
        done(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), password)))
                .all());
    }

    private static Response post(WeirProcess weir, String topic, String type, String body) {
        var path = "/topics/" + topic + (type.equals("text/plain") && !topic.contains("/") ? "/records" : "");
        return given().port(weir.port()).contentType(type).body(body).post(path);
    }

    private static void done(KafkaFuture<?> change) throws Exception {
        change.get(Deadlines.inSeconds(20), TimeUnit.SECONDS);
    }
}
