package dev.weir.http.filter;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Refused requests create at most one series for each path of Weir, so no other series is dropped. */
@QuarkusTest
class MetricsUriFilterTest {

    /** More than {@code max-uri-tags}. */
    private static final int MANY = 120;

    @TestHTTPResource
    URI server;

    @Test
    void refused_requests_do_not_use_up_the_uri_tags_of_the_metrics() {
        for (int i = 0; i < MANY; i++) {
            given().put("/metric405/" + i + "/records").then().statusCode(404);
            given().put("/topics/metric405-" + i).then().statusCode(405);
            given().request("OPTIONS", "/topics/metricOptions-" + i).then().statusCode(200);
            given().accept("text/html").get("/topics/metric406-" + i).then().statusCode(406);
            sending("text/html", "{}").post("/topics/metric415-" + i).then().statusCode(415);
            when().get("/metric404-" + i).then().statusCode(404);
            when().get("/q/metric404-" + i).then().statusCode(404);
            given().request("METRIC" + i, "/topics").then().statusCode(405);
        }
        assertThat(tooLarge()).containsOnly(413);
        when().get("/partitioners?key=k&partitions=3").then().statusCode(200);
        given().accept("text/html")
                .get("/partitioners?key=k&partitions=3")
                .then()
                .statusCode(406);

        var series = when().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .collect(Collectors.joining("\n"));
        assertThat(series)
                .doesNotContain("metric4", "metricOptions", "METRIC")
                .contains("uri=\"/topics/{topic}\"", "uri=\"/UNKNOWN\"")
                .containsPattern("method=\"GET\"[^\n]*status=\"200\"[^\n]*uri=\"/partitioners\"")
                .containsPattern("method=\"GET\"[^\n]*status=\"406\"[^\n]*uri=\"/partitioners\"");
    }

    /** In parallel, because a connection stays open for two seconds after such a response. */
    private List<Integer> tooLarge() {
        var raw = new RawHttp(server);
        var clients = Executors.newFixedThreadPool(MANY);
        try {
            return IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> raw.send("POST /metric413-" + i, List.of("Content-Length: 99999999"), "")
                                    .status(),
                            clients))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            clients.shutdown();
        }
    }
}
