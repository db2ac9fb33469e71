package dev.weir.deploy;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.deploy.LoadBalancer.Program;
import dev.weir.http.MediaTypes;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import dev.weir.testing.TestTopic;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two Weirs behind each load balancer that docs/cluster.md configures. */
class LoadBalancerIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final int SENDS = 30;
    private static final String MANUAL = "{\"name\":\"me\",\"format\":\"text\",\"enable.auto.commit\":false}";

    private static WeirProcess one;
    private static WeirProcess two;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        TestTopic.shared("web_log");
        one = WeirProcess.start("balanced-1", TestBroker.bootstrapServers(), Map.of());
        two = WeirProcess.start("balanced-2", TestBroker.bootstrapServers(), Map.of());
    }

    @AfterAll
    static void stop() {
        try {
            one.close();
        } finally {
            two.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void instances_of_a_group_are_found_and_groups_spread(Program program) {
        var topic = TestTopic.create("balanced-groups-" + program, 1);
        try (var balancer = balancer(program)) {
            post(balancer, "text/plain", "hello")
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
            // A base_uri has another encoding of the tilde than the request that created the instance.
            var instances = IntStream.range(0, 32)
                    .mapToObj(i -> create(balancer, program + "~%20" + i + "%2Fof%20" + topic))
                    .toList();
            assertThat(List.of(instances(one), instances(two))).doesNotContain(0);

            instances.stream().limit(4).forEach(instance -> use(balancer, instance, topic));
        }
    }

    @ParameterizedTest
    @EnumSource
    void receipts_of_a_client_are_found(Program program) {
        var topic = TestTopic.create("balanced-receipts-" + program, 1);
        try (var balancer = balancer(program)) {
            for (int i = 0; i < SENDS; i++) {
                var receipt = post(balancer, "text/plain", "record " + i)
                        .header("Prefer", "respond-async")
                        .post("/topics/" + topic + "/records?async=true")
                        .jsonPath()
                        .getString("receipts[0]");
                given().baseUri(balancer.address().toString())
                        .get("/receipts/" + receipt)
                        .then()
                        .statusCode(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void records_are_passed_on_while_the_response_goes_on(Program program) throws IOException {
        var topic = TestTopic.create("balanced-stream-" + program, 1);
        try (var balancer = balancer(program);
                var events = new EventStream(
                        balancer.address(), "/topics/" + topic + "/records?from=earliest", Optional.empty())) {
            post(balancer, "text/plain", "hello")
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
            assertThat(String.join("\n", events.nextWithData())).contains("hello");
        }
    }

    @ParameterizedTest
    @EnumSource
    void lines_are_stored_while_the_request_goes_on(Program program) throws IOException {
        var topic = TestTopic.create("balanced-lines-" + program, 1);
        try (var balancer = balancer(program);
                var socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
            socket.setSoTimeout(Deadlines.inMillis(20_000));
            write(socket, """
                    POST /topics/%s/records HTTP/1.1
                    Host: localhost
                    Content-Type: application/x-ndjson
                    Transfer-Encoding: chunked

                    """.formatted(topic));
            write(socket, "d\n{\"value\":1}\n\n");
            await().atMost(TIMEOUT).until(() -> topic.end() == 1);

            write(socket, "d\n{\"value\":2}\n\n0\n\n");
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(untilOffset(lines, 1)).contains("\"offset\":0");
            assertThat(topic.end()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void headers_of_records_reach_kafka_whatever_their_names(Program program) {
        var topic = TestTopic.create("balanced-headers-" + program, 1);
        try (var balancer = balancer(program)) {
            post(balancer, "text/plain", "hello")
                    .header("Kafka-Header-order_id", "7")
                    .header("Kafka-Header-a.b", "8")
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);

            Set<String> names = new HashSet<>();
            topic.record().headers().forEach(header -> names.add(header.key()));
            assertThat(names).contains("order_id", "a.b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_other_weir_takes_over_from_one_that_is_killed(Program program) {
        var topic = TestTopic.create("balanced-killed-" + program, 1);
        var groups = IntStream.range(0, 8).mapToObj(i -> topic + "-" + i).toList();
        try (var balancer = balancer(program)) {
            groups.forEach(group -> create(balancer, group));
            one.kill();

            for (int i = 0; i < SENDS; i++) {
                post(balancer, "text/plain", "record " + i)
                        .post("/topics/" + topic + "/records")
                        .then()
                        .statusCode(200);
            }
            assertThat(topic.values()).doesNotHaveDuplicates().hasSize(SENDS);
            for (var group : groups) {
                var instance = "/consumers/" + group + "/instances/me";
                int status = given().baseUri(balancer.address().toString())
                        .get(instance + "/subscription")
                        .statusCode();
                assertThat(status).isIn(200, 404);
                if (status == 404) {
                    create(balancer, group);
                }
                use(balancer, instance, topic);
            }
        } finally {
            one.start();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_post_that_was_sent_is_not_sent_again(Program program) throws IOException {
        var posts = new AtomicInteger();
        try (var first = new AbortingServer(posts);
                var second = new AbortingServer(posts);
                var balancer = LoadBalancer.start(program, directory, List.of(first.port(), second.port()))) {
            for (var path : List.of("/topics/t/records", "/consumers/g", "/topics/t/records?async=true")) {
                posts.set(0);
                post(balancer, "text/plain", "x").post(path).then().statusCode(502);
                assertThat(posts).as(path).hasValue(1);
            }
        }
    }

    private LoadBalancer balancer(Program program) {
        return LoadBalancer.start(program, directory, List.of(one.port(), two.port()));
    }

    private static RequestSpecification post(LoadBalancer balancer, String type, String body) {
        return given().baseUri(balancer.address().toString())
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates an instance; the path of its base_uri. */
    private static String create(LoadBalancer balancer, String group) {
        var address = URI.create(post(balancer, MediaTypes.CONTROL, MANUAL)
                .urlEncodingEnabled(false)
                .post("/consumers/" + group)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("base_uri"));
        assertThat(address.toString()).startsWith(balancer.address() + "/");
        return address.getRawPath();
    }

    /** Reads a record, commits it, and ends the instance. */
    private static void use(LoadBalancer balancer, String instance, TestTopic topic) {
        post(balancer, MediaTypes.CONTROL, "{\"topics\":[\"" + topic + "\"]}")
                .urlEncodingEnabled(false)
                .post(instance + "/subscription")
                .then()
                .statusCode(204);
        await().atMost(TIMEOUT).until(() -> {
            var poll = given().baseUri(balancer.address().toString())
                    .urlEncodingEnabled(false)
                    .accept(MediaTypes.RECORDS_TEXT)
                    .get(instance + "/records?timeout=5000");
            assertThat(poll.statusCode()).isEqualTo(200);
            return !poll.jsonPath().getList("$").isEmpty();
        });
        post(balancer, MediaTypes.CONTROL, "")
                .urlEncodingEnabled(false)
                .post(instance + "/offsets")
                .then()
                .statusCode(204);
        given().baseUri(balancer.address().toString())
                .urlEncodingEnabled(false)
                .delete(instance)
                .then()
                .statusCode(204);
    }

    private static int instances(WeirProcess weir) {
        return given().port(weir.port())
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("weir_consumer_instances"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String untilOffset(BufferedReader lines, int offset) throws IOException {
        var all = new StringBuilder();
        while (all.indexOf("\"offset\":" + offset) < 0) {
            var line = lines.readLine();
            assertThat(line).as("a line after:\n" + all).isNotNull();
            all.append(line).append('\n');
        }
        return all.toString();
    }
}
