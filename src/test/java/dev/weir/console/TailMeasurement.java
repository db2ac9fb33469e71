package dev.weir.console;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Measures how long the page of a packaged Weir takes from the choice of a topic to the first rows of its tail; not
 * part of the suite.
 *
 * <p>{@code ./mvnw package -DskipTests && ./mvnw test -Dtest=TailMeasurement}
 */
class TailMeasurement {

    private static final int RUNS = 30;
    private static final int PARTITIONS = 6;
    private static final int RECORDS = 600;

    /** From the change of the address to the frame that has the rows. */
    private static final String MEASURE = """
            const [topic, done] = arguments;
            const start = performance.now();
            location.hash = `#/topics/${topic}?from=earliest`;
            const look = () => {
              const isThere = document.querySelector('h1').textContent === topic
                  && document.querySelector('.tail tbody tr:not(.gap)');
              if (isThere) done(performance.now() - start);
              else requestAnimationFrame(look);
            };
            look();
            """;

    /** From a request for the records to the first of them, with the responses of Weir alone. */
    private static final String REQUEST = """
            const [topic, done] = arguments;
            const start = performance.now();
            const abort = new AbortController();
            fetch(`/topics/${topic}/records?format=text&max_value=2000&from=earliest`,
                {headers: {Accept: 'text/event-stream'}, signal: abort.signal}).then(async response => {
              const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
              for (let text = ''; !/^data:.*order/m.test(text);) text += (await reader.read()).value;
              done(performance.now() - start);
              abort.abort();
            });
            """;

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void first_rows_of_the_tail_of_a_topic() {
        var topics = List.of(topic("TailMeasurement.a"), topic("TailMeasurement.b"));
        try (var weir = WeirProcess.startScript(Path.of("."), "tail", TestBroker.bootstrapServers(), Map.of())) {
            RestAssured.port = weir.port();
            browser.open("#/topics/" + topics.get(0) + "?from=earliest");
            browser.await(".tail tbody tr:not(.gap)");
            measure("first rows in the page", MEASURE, topics);
            measure("first record of a request", REQUEST, topics);
            browser.driver().get("about:blank");
        }
    }

    private static void measure(String what, String script, List<TestTopic> topics) {
        List<Double> millis = new ArrayList<>();
        for (int run = 0; run < 2 * RUNS; run++) {
            var topic = topics.get(1 - run % 2).name();
            var found = (Number) browser.driver().executeAsyncScript(script, topic);
            if (run >= RUNS) {
                millis.add(found.doubleValue());
            }
        }
        Collections.sort(millis);
        System.out.printf(
                "%s after %.0f ms at best, %.0f ms in the median, %.0f ms at most, of %d; load %.1f%n",
                what,
                millis.get(0),
                millis.get(RUNS / 2),
                millis.get(RUNS - 1),
                RUNS,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static TestTopic topic(String name) {
        var topic = TestTopic.create(name, PARTITIONS);
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(IntStream.range(0, RECORDS)
                        .mapToObj(i -> new ProducerRecord<String, String>(
                                name, i % PARTITIONS, "c-" + i, "{\"order\":" + i + ",\"total\":129.5}"))
                        .toList())
                .awaitCompletion();
        return topic;
    }
}
