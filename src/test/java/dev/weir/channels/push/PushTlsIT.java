package dev.weir.channels.push;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.KeyTool;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pushes to receivers with certificates, good and bad. */
@ExtendWith(OwnTopic.class)
class PushTlsIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final int TOGETHER = 4;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> settings = new HashMap<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void only_a_receiver_whose_certificate_is_trusted_and_names_its_host_gets_records(TestTopic topic) {
        var directory = KeyTool.directory();
        var localhost = KeyTool.keys(directory, "localhost", "localhost");
        var other = KeyTool.keys(directory, "other", "other.example");
        var multiplexed = new TlsReceiver(vertx, localhost, TOGETHER);
        var single = new TlsReceiver(vertx, localhost, 1);
        var misnamed = new TlsReceiver(vertx, other, 1);
        var selfSigned = new TlsReceiver(vertx, localhost, 1);
        trust("ours", KeyTool.trust(localhost));
        trust("others", KeyTool.trust(other));
        push(topic, "multiplexed", multiplexed, "ours");
        push(topic, "single", single, "ours");
        settings.put("weir.push.single.multiplexing", "false");
        push(topic, "misnamed", misnamed, "others");
        push(topic, "self-signed", selfSigned, null);
        var values = IntStream.range(0, TOGETHER).mapToObj(i -> "v" + i).toList();
        send(topic, values);

        try (var weir = WeirProcess.start("push-tls", TestBroker.bootstrapServers(), settings)) {
            await().atMost(TIMEOUT).untilAsserted(() -> {
                assertThat(multiplexed.accepted()).containsExactlyInAnyOrderElementsOf(values);
                assertThat(single.accepted()).containsExactlyInAnyOrderElementsOf(values);
            });
            awaitProblem(weir, "misnamed", "TLS failed, No subject alternative DNS name matching localhost found");
            awaitProblem(weir, "self-signed", "TLS failed, unable to find valid certification path");
        }
        assertThat(multiplexed.versions()).containsExactly(HttpVersion.HTTP_2);
        assertThat(multiplexed.connections())
                .as("connections of requests at once")
                .isOne();
        assertThat(single.versions()).containsExactly(HttpVersion.HTTP_1_1);
        assertThat(misnamed.accepted()).isEmpty();
        assertThat(selfSigned.accepted()).isEmpty();
    }

    private static void awaitProblem(WeirProcess weir, String push, String problem) {
        await().atMost(TIMEOUT).untilAsserted(() -> given().port(weir.port())
                .get("/pushes/" + push + "/attempts")
                .then()
                .statusCode(200)
                .body("attempts[0].problem", containsString(problem))
                .body("attempts[0].status", nullValue()));
    }

    private void trust(String name, Path store) {
        settings.put("quarkus.tls." + name + ".trust-store.p12.path", store.toString());
        settings.put("quarkus.tls." + name + ".trust-store.p12.password", KeyTool.PASSWORD);
    }

    private void push(TestTopic topic, String name, TlsReceiver receiver, String tls) {
        var push = "weir.push." + name + ".";
        settings.put(push + "topic", topic.name());
        settings.put(push + "group", name + "-" + topic);
        settings.put(push + "url", receiver.url());
        settings.put(push + "allowed-hosts", "localhost");
        if (tls != null) {
            settings.put(push + "tls", tls);
        }
    }

    private static void send(TestTopic topic, List<String> values) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(values.stream()
                        .map(value -> new ProducerRecord<>(topic.name(), value, value))
                        .toList())
                .awaitCompletion(TIMEOUT);
    }
}
