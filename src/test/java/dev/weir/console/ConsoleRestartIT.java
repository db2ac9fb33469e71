package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page while Weir, or Kafka, goes away. */
class ConsoleRestartIT {

    private static final Duration STOP = Deadlines.seconds(30);

    /** No broker listens here. */
    private static final String NOWHERE = "127.0.0.1:1";

    @RegisterExtension
    static final Browser browser = new Browser();

    @AfterEach
    void acceptFailedRequests() {
        // The browser logs each request that Weir did not answer as an error of the page.
        browser.clearLog();
    }

    @Test
    void a_page_goes_on_without_a_gap_when_weir_was_restarted() {
        var topic = TestTopic.create("ConsoleRestartIT.tail", 1);
        try (var weir = WeirProcess.start("console-restart", TestBroker.bootstrapServers(), Map.of())) {
            RestAssured.port = weir.port();
            browser.open("#/topics/" + topic);
            browser.awaitText(".tail", "Nothing has arrived");
            send(topic, "before");
            browser.awaitText(".tail", "before");
            browser.awaitText(".facts", "1 record");

            weir.terminate();
            assertThat(weir.endsWithin(STOP)).isTrue();
            browser.awaitText(".lost", "Reconnecting, last update");
            browser.awaitText(".pulse", "Reconnecting");
            assertThat(browser.text(".tail")).as("what was read stays").contains("before");
            send(topic, "meanwhile");
            weir.start();

            browser.awaitText(".tail", "meanwhile");
            browser.awaitText(".pulse", "Live");
            browser.awaitText(".facts", "2 records");
            send(topic, "after");
            browser.awaitText(".tail", "after");
            assertThat(browser.text(".tail tbody tr:not(.gap) td:nth-child(3)").lines())
                    .containsExactly("2", "1", "0");
            assertThat(browser.text(".lost")).isEmpty();
        }
    }

    @Test
    void a_view_that_was_first_opened_while_weir_was_away_comes_when_it_is_back() {
        var topic = TestTopic.create("ConsoleRestartIT.views", 1);
        try (var weir = WeirProcess.start("console-views", TestBroker.bootstrapServers(), Map.of())) {
            RestAssured.port = weir.port();
            browser.open("#/topics/" + topic);
            browser.awaitText(".facts", "1 partition");

            weir.terminate();
            assertThat(weir.endsWithin(STOP)).isTrue();
            browser.await(".top nav a[href='#/cluster']").click();
            browser.awaitText(".work h1", "Cluster");
            browser.awaitText(".work .none", "The page tries again by itself");
            weir.start();

            browser.awaitText(".work", "Health of Weir");
            assertThat(browser.text(".toast")).isEmpty();
        }
    }

    @Test
    void every_view_says_that_kafka_does_not_respond_and_that_the_page_tries_again() {
        try (var weir = WeirProcess.launchScript(Path.of("."), "console-without-kafka", NOWHERE, Map.of())) {
            RestAssured.port = weir.port();
            Deadlines.await("Weir listens").until(() -> weir.readiness() != 0);
            for (var view : new String[] {"topics", "groups", "dead-letters", "cluster"}) {
                browser.open("#/" + view);
                browser.awaitText(".pulse", "Failing");
                browser.awaitText(".lost", "the page goes on by itself");
                assertThat(browser.text(".work")).as(view).doesNotContain("Loading");
            }
        }
    }

    private static void send(TestTopic topic, String value) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(new ProducerRecord<String, String>(topic.name(), 0, null, value))
                .awaitCompletion();
    }
}
