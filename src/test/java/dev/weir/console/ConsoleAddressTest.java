package dev.weir.console;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address holds what a view shows; it can be sent, changed by hand, and gone back to. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ConsoleAddressTest {

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void an_open_record_has_an_address_of_its_own(TestTopic topic) {
        send(topic, IntStream.range(0, 5).mapToObj(i -> "value-" + i).toList());
        browser.open("#/topics/" + topic + "?from=earliest");
        browser.awaitText(".bar", "5 read");
        browser.driver().executeScript("""
                navigator.clipboard.writeText = text => {
                  window.copied = text;
                  return Promise.resolve();
                };
                document.querySelectorAll('.tail tbody tr:not(.gap)')[3].click();
                """);
        browser.awaitText("tr.det", "value-1");
        assertThat(browser.driver().getCurrentUrl()).contains("&open=0%3A1");
        browser.click("Copy link");
        var link = (String) browser.driver().executeScript("return window.copied");

        browser.open(link.substring(link.indexOf('#')));

        browser.awaitText("tr.det", "value-1");
        browser.awaitText(".bar", "Back to now");
        send(topic, List.of("later"));
        browser.awaitText(".bar", "1 new, back to now");
        browser.click("1 new, back to now");
        browser.awaitText(".tail", "later");
    }

    @Test
    void the_address_of_a_record_that_was_deleted_says_so(TestTopic topic) {
        browser.open("#/topics/" + topic + "?open=0:17");

        browser.awaitText(".vh", "There is no record at offset 17 of partition 0");
        browser.awaitText(".tail", "Nothing has arrived");
        // The refused request is an error in the log of the browser.
        browser.clearLog();
    }

    @Test
    void another_address_of_the_same_topic_is_followed(@Partitions(2) TestTopic topic) {
        send(topic, List.of("first"));
        browser.open("#/topics/" + topic);
        browser.awaitText(".tail", "Nothing has arrived");

        browser.driver().executeScript("location.hash += '?from=earliest&partition=0'");

        browser.awaitText(".tail", "first");
        browser.driver().navigate().back();
        browser.awaitText(".tail", "Nothing has arrived");
    }

    @ParameterizedTest
    @CsvSource({"topics", "groups"})
    void the_way_back_leaves_a_view_that_chose_its_first_name(String view, TestTopic topic) {
        send(topic, List.of("v"));
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets("back." + topic, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(0)));
        browser.open("#/cluster");
        browser.awaitText(".head", "Cluster");
        browser.await(".top nav a[href='#/" + view + "']").click();
        await().until(() -> browser.driver().getCurrentUrl(), address -> address.contains("#/" + view + "/"));

        browser.driver().navigate().back();

        browser.awaitText(".head", "Cluster");
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/cluster");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            groups/%                              | There is no group '%'
            topics/%E0%A4                         | Not a topic name
            topics/no/such?x=1                    | Not a topic name
            cluster/..                            | cannot ask for the name
            cluster/99                            | 99
            """)
    void an_address_that_was_mistyped_is_explained(String address, String explanation) {
        browser.open("#/" + address);

        browser.awaitText(".work .err", explanation);
        assertThat(browser.text(".toast")).isEmpty();
        // Each refused request is an error in the log of the browser.
        browser.clearLog();
    }

    @Test
    void settings_in_an_address_that_do_not_exist_are_not_taken_over(TestTopic topic) {
        browser.open("#/topics/" + topic + "?span=-7&open=none");
        browser.awaitText(".seg [aria-pressed=true]", "1 min");
        browser.awaitText(".lanes .note", "No group reads this topic");

        browser.open("#/topics/" + topic + "?from=never");
        browser.awaitText(".work .err", "The tail has ended");
        browser.clearLog();
    }

    private static void send(TestTopic topic, List<String> values) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(values.stream()
                        .map(value -> new ProducerRecord<String, String>(topic.name(), 0, null, value))
                        .toList())
                .awaitCompletion();
    }
}
