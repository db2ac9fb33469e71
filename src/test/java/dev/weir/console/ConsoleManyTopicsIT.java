package dev.weir.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.LargeCluster;
import dev.weir.testing.LineStream;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The requests of an open page of the console to a Weir with the flags of {@code ./weir}, on a cluster with many topics
 * and groups; {@code ManyTopicsMeasurement} does the same with ten times as many.
 */
class ConsoleManyTopicsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOPICS = 1_000;
    private static final int GROUPS = 200;
    private static final int PAGE = 100;
    private static final int MAX_RATES = 60;
    private static final int MAX_LINES = 300;

    /** A heap of 128 MB, and what a JVM needs beside it. */
    private static final long MAX_RESIDENT_MEGABYTES = 400;

    @Test
    void pages_feed_and_histories_are_answered_within_the_memory_of_the_weir_script() throws Exception {
        try (var broker = TestBroker.another("console-many-topics")) {
            broker.start();
            LargeCluster.create(broker.bootstrapServers(), TOPICS, GROUPS);
            try (var weir =
                    WeirProcess.startScript(Path.of("."), "console-many-topics", broker.bootstrapServers(), Map.of())) {
                var names = IntStream.range(0, MAX_RATES)
                        .mapToObj(LargeCluster::name)
                        .collect(Collectors.joining(","));
                try (var feed = new LineStream(
                        URI.create("http://127.0.0.1:" + weir.port()),
                        "/console/feed?dead_letters=true&lanes=many-7&group=many-7&topics=" + names)) {
                    assertThat(page(weir, "/topics?limit=" + PAGE)).hasSize(PAGE);
                    assertThat(page(weir, "/groups?limit=" + PAGE)).hasSize(PAGE);
                    assertThat(get(weir, "/topics?details=true&limit=" + PAGE)
                                    .jsonPath()
                                    .getList("name"))
                            .hasSize(PAGE);
                    assertThat(get(weir, "/topics/many-7/groups").jsonPath().getList("group", String.class))
                            .containsExactly("many-7");
                    get(weir, "/topics/many-7/history");
                    get(weir, "/groups/many-7/history");
                    get(weir, "/dead-letters?limit=" + PAGE);
                    assertThat(next(
                                            feed,
                                            "topics",
                                            line -> line.path("topics").size() == MAX_RATES
                                                    && line.path("topics")
                                                            .path(7)
                                                            .path("rate")
                                                            .isNumber())
                                    .path("topics")
                                    .path(7)
                                    .path("records")
                                    .asInt())
                            .isEqualTo(10);
                    next(
                            feed,
                            "lane",
                            line -> line.path("groups").path(0).path("lag").asInt() == 5);
                    next(
                            feed,
                            "group",
                            line -> line.path("partitions").path(0).path("lag").asInt() == 5);
                    next(feed, "status", line -> line.path("dead_letters").isNumber());
                }
                assertThat(weir.readiness()).isEqualTo(200);
                assertThat(weir.log()).doesNotContain("OutOfMemoryError");
                assertThat(weir.residentMegabytes()).isLessThan(MAX_RESIDENT_MEGABYTES);
            }
        }
    }

    private static List<Object> page(WeirProcess weir, String address) {
        var response = get(weir, address);
        assertThat(response.header("Link")).as("the link to the next page").contains("rel=\"next\"");
        return response.jsonPath().getList("$");
    }

    private static Response get(WeirProcess weir, String address) {
        var response = given().port(weir.port()).get(address);
        assertThat(response.statusCode()).as(address).isEqualTo(200);
        return response;
    }

    private static JsonNode next(LineStream lines, String type, Predicate<JsonNode> wanted) throws IOException {
        for (int i = 0; i < MAX_LINES; i++) {
            var line = JSON.readTree(lines.next());
            if (line.path("type").asText().equals(type) && wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("No such line of type " + type);
    }
}
