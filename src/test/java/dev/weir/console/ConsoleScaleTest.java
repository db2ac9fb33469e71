package dev.weir.console;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page with very many topics, partitions and records: it draws what is in sight, and stays responsive. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ConsoleScaleTest {

    private static final int RATE = 5_000;
    private static final int SECONDS = 10;
    private static final double FRAME_MILLIS = 100;

    /**
     * Stands for the lists of a large cluster, which take a broker minutes to create; costs the page next to nothing.
     */
    private static final String LARGE_CLUSTER = """
            const original = window.fetch;
            const names = Array.from({length: 10_000}, (_, i) => `topic.${String(i).padStart(5, '0')}`);
            window.pages = 0;
            window.fetch = (address, options) => {
              const {pathname, searchParams} = new URL(address);
              if (pathname !== '/topics') return original(address, options);
              window.pages += 1;
              const after = searchParams.get('after');
              const from = after ? names.indexOf(after) + 1 : 0;
              const to = from + Number(searchParams.get('limit'));
              return Promise.resolve(new Response(JSON.stringify(names.slice(from, to)),
                  {headers: names.length > to ? {Link: '<?after=x>; rel="next"'} : {}}));
            };
            """;

    @RegisterExtension
    static final Browser browser = Browser.tracing();

    @Test
    void stays_responsive_with_10000_topics_1000_partitions_and_5000_records_a_second(
            @Partitions(1_000) TestTopic topic, TestReporter report) {
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LARGE_CLUSTER));
        Deadlines.await("Kafka serves all partitions")
                .until(() -> given().get("/topics/" + topic).statusCode() == 200);
        browser.open("#/topics/" + topic);
        browser.await("#heat");
        browser.await(".bar");
        Deadlines.await("the tail").until(() -> {
            given().body("first").post("/topics/" + topic + "/records");
            return shown("read") > 0;
        });
        String generator = sending(
                        "application/json",
                        "{\"topic\":\"%s\",\"rate\":%d,\"count\":%d,\"mode\":\"async\",\"key\":\"{random:1}\",\"value\":\"{\\\"n\\\":{n}}\"}"
                                .formatted(topic, RATE, RATE * SECONDS))
                .post("/generators")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        Deadlines.await("the generator").until(() -> {
            browser.driver()
                    .executeScript(
                            "const list = document.querySelector('.names'); list.scrollTop = Math.min(list.scrollTop + 900, 30_000)");
            return !"running".equals(given().get("/generators/" + generator).path("state"));
        });
        int delivered = given().get("/generators/" + generator).path("delivered");
        Deadlines.await("records that are read or skipped")
                .until(() -> shown("read") + shown("skipped") > delivered / 2);

        var longest = browser.longestTasksMillis();
        report.publishEntry("milliseconds of the longest tasks of the page", longest.toString());
        assertThat(longest)
                .as("milliseconds of the processor for the longest tasks of the page, each of which delays a frame")
                .allMatch(millis -> millis < FRAME_MILLIS);
        assertThat(number("return document.querySelectorAll('.names li').length"))
                .as("rows of the list of topics")
                .isBetween(20L, 60L);
        assertThat(number("return document.querySelectorAll('.tail tbody tr').length"))
                .as("rows of the tail")
                .isBetween(10L, 100L);
        assertThat(number("return window.pages")).as("pages of topics").isLessThan(60);
        // On a busy machine the broker may not answer a request in time; the page sends it again.
        assertThat(browser.clearLog())
                .filteredOn(entry -> entry.getLevel().equals(Level.SEVERE))
                .allMatch(entry -> entry.getMessage().contains("503 (Service Unavailable)"));
    }

    /** A count of records in the bar of the tail; 0 where it has none of this kind. */
    private static long shown(String kind) {
        return number("return Number((document.querySelector('.bar').textContent.match(/([\\d,]+) " + kind
                + "/)?.[1] ?? '0').replaceAll(',', ''))");
    }

    private static long number(String script) {
        return ((Number) browser.driver().executeScript(script)).longValue();
    }
}
