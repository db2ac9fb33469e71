package dev.weir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.LargeCluster;
import dev.weir.testing.LineStream;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures a Weir with the flags of {@code ./weir} on a cluster with 10,000 topics and 2,000 groups; not part of the
 * suite.
 *
 * <p>{@code ./mvnw package -DskipTests && ./mvnw test -Dtest=ManyTopicsMeasurement}, with {@code -Dmeasure.topics=2000}
 * and {@code -Dmeasure.groups=400} for fewer.
 */
class ManyTopicsMeasurement {

    private static final int TOPICS = Integer.getInteger("measure.topics", 10_000);
    private static final int GROUPS = Integer.getInteger("measure.groups", 2_000);
    private static final int RUNS = 5;
    private static final int MAX_RATES = 60;
    private static final int FEED_LINES = 60;
    private static final int PARTITIONS = 1_000;
    private static final int RATE = 5_000;
    private static final int TAIL_SECONDS = 30;

    @Test
    void start_listings_sends_and_patterns_with_very_many_topics() throws Exception {
        // Kafka's own defaults, where the tests' small brokers would be what is measured.
        var options = List.of("-Xmx1g", "-XX:TieredStopAtLevel=4");
        try (var broker = TestBroker.another("many-topics", TestBroker.freePort(), Map.of(), options)) {
            broker.start();
            LargeCluster.create(broker.bootstrapServers(), TOPICS, GROUPS);
            long begun = System.nanoTime();
            try (var weir = WeirProcess.startScript(Path.of("."), "many-topics", broker.bootstrapServers(), Map.of())) {
                say("ready after", begun);
                note(weir, "after the start");
                for (var address :
                        List.of("/topics", "/topics?details=true", "/groups", "/topics/many-1", "/cluster")) {
                    measure("GET " + address, weir, () -> given().port(weir.port())
                            .get(address));
                    note(weir, "after GET " + address);
                }
                console(weir);
                tail(weir);
                measure("POST one record", weir, () -> given().port(weir.port())
                        .body("v")
                        .post("/topics/many-2/records"));
                subscribe(weir);
                measure("a poll of all topics", weir, () -> given().port(weir.port())
                        .get("/consumers/many/instances/i/records?timeout=1000"));
                note(weir, "with an instance on all topics");
                assertThat(weir.readiness()).isEqualTo(200);
                assertThat(weir.log()).doesNotContain("OutOfMemoryError");
            }
        }
    }

    /** Sends the requests of an open page of the console. */
    private static void console(WeirProcess weir) throws IOException {
        var names = IntStream.range(0, MAX_RATES).mapToObj(LargeCluster::name).collect(Collectors.joining(","));
        var feed = "/console/feed?dead_letters=true&lanes=many-1&group=many-1&topics=" + names;
        try (var lines = new LineStream(URI.create("http://127.0.0.1:" + weir.port()), feed)) {
            for (var address : List.of(
                    "/topics?limit=100",
                    "/topics?limit=100&after=many-5",
                    "/topics?limit=200&details=true",
                    "/groups?limit=100",
                    "/groups?limit=100&lag=false&contains=77",
                    "/topics/many-1/groups",
                    "/topics/many-1/history",
                    "/groups/many-1/history",
                    "/dead-letters?limit=100")) {
                measure("GET " + address, weir, () -> given().port(weir.port()).get(address));
                note(weir, "after GET " + address);
            }
            for (int i = 0; i < FEED_LINES; i++) {
                assertThat(lines.next()).isNotNull();
            }
            note(weir, "after " + FEED_LINES + " lines of the feed");
        }
    }

    /** Reads a live tail of a topic with very many partitions while a generator sends, as an open page does. */
    private static void tail(WeirProcess weir) throws IOException {
        var server = URI.create("http://127.0.0.1:" + weir.port());
        post(weir, "/admin/topics", "{\"topic_name\":\"wide\",\"partitions_count\":" + PARTITIONS + "}");
        Deadlines.await("Kafka serves the new topic")
                .until(() -> given().port(weir.port()).get("/topics/wide").statusCode() == 200);
        // A broker makes files for the first records of each partition, and an index after 4 KB.
        generate(weir, 100 * PARTITIONS);
        Deadlines.await("each partition has a record").until(() -> given().port(weir.port())
                .get("/generators")
                .jsonPath()
                .getList("state")
                .equals(List.of("finished")));
        var address = "/topics/wide/records?format=text&follow=true&from=latest&lossy=true&max_value=2000";
        try (var feed = new LineStream(server, "/console/feed?dead_letters=true&lanes=wide&topics=wide");
                var records = new LineStream(server, address)) {
            generate(weir, RATE * (TAIL_SECONDS + 5));
            records.next();
            var used = processorTime(weir);
            long begun = System.nanoTime();
            long count = 0;
            for (; System.nanoTime() - begun < TAIL_SECONDS * 1_000_000_000L; count++) {
                records.next();
            }
            long rate = count / TAIL_SECONDS;
            assertThat(feed.next()).isNotNull();
            say("tail of " + PARTITIONS + " partitions: " + rate + " records a second", begun);
            say(
                    "Weir used %d ms of processor time"
                            .formatted(processorTime(weir).minus(used).toMillis()),
                    begun);
            note(weir, "with the tail");
        }
    }

    /** Starts to send records to all partitions. */
    private static void generate(WeirProcess weir, int count) {
        post(
                weir,
                "/generators",
                "{\"topic\":\"wide\",\"rate\":%d,\"count\":%d,\"mode\":\"async\",\"key\":\"{random:4}\",\"value\":\"{n}\"}"
                        .formatted(RATE, count));
    }

    private static Duration processorTime(WeirProcess weir) {
        return ProcessHandle.of(weir.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    /** After a request that took Kafka too long, Weir refuses others for a moment. */
    private static void awaitReady(WeirProcess weir) {
        Deadlines.await("Weir is ready").until(() -> weir.readiness() == 200);
    }

    private static void post(WeirProcess weir, String address, String body) {
        awaitReady(weir);
        given().port(weir.port())
                .contentType("application/json")
                .body(body)
                .post(address)
                .then()
                .statusCode(lessThan(300));
    }

    private static void subscribe(WeirProcess weir) {
        control(weir, "/consumers/many", "{\"name\":\"i\"}").then().statusCode(200);
        control(weir, "/consumers/many/instances/i/subscription", "{\"topic_pattern\":\"many-.*\"}")
                .then()
                .statusCode(204);
    }

    private static Response control(WeirProcess weir, String address, String body) {
        return given().port(weir.port())
                .contentType("application/vnd.kafka.v2+json")
                .body(body)
                .post(address);
    }

    private static void measure(String what, WeirProcess weir, Supplier<Response> request) {
        awaitReady(weir);
        for (int i = 0; i < RUNS; i++) {
            long begun = System.nanoTime();
            var answer = request.get();
            say(what + ": " + answer.statusCode() + ", " + answer.asByteArray().length + " bytes after", begun);
        }
        assertThat(weir.isRunning()).isTrue();
    }

    private static void say(String what, long begun) {
        System.out.printf("%d topics: %s %d ms%n", TOPICS, what, (System.nanoTime() - begun) / 1_000_000);
    }

    private static void note(WeirProcess weir, String when) {
        System.out.printf("%d topics: %d MB resident %s%n", TOPICS, weir.residentMegabytes(), when);
    }
}
