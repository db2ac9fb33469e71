package dev.weir.console;

import static dev.weir.testing.Deadlines.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The view of dead letters in a real browser, in front of a real broker. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ConsoleDeadLettersTest {

    private static final byte[] BYTES = {0, (byte) 0xff, 1};

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void three_of_five_are_sent_back_byte_for_byte_and_two_stay_held(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 5; i++) {
            write(dead, "key-" + i, i == 2 ? BYTES : ("{\"n\": " + i + "}").getBytes(UTF_8), topic, "timeout");
        }
        browser.open("#/dead-letters/" + dead);
        browser.awaitText(".head .facts", "5 held");
        browser.type(".find input", topic.name());
        browser.awaitText(".rail a[aria-current=true]", "5 held");

        List.of(0, 2, 4).forEach(offset -> select(dead, offset));
        browser.awaitText(".pv", topic.name());
        assertThat(topic.records()).as("a preview sends nothing").isEmpty();
        browser.click("Send back 3");

        browser.awaitText(".job h2", "3 of 3");
        browser.awaitText(".job ol", topic + " P0 @ 2");
        browser.awaitText(".rail a[aria-current=true]", "2 held");
        browser.awaitText(".head .facts", "2 held");
        assertThat(browser.text("tr.sent td:last-child").lines())
                .containsExactly("sent to P0 @ 2", "sent to P0 @ 1", "sent to P0 @ 0");
        assertThat(browser.text(".dl tbody tr:not(.sent) td:last-child").lines())
                .containsExactly("held", "held");
        var records = topic.records();
        assertThat(records).hasSize(3);
        assertThat(records.get(0).value()).isEqualTo("{\"n\": 0}".getBytes(UTF_8));
        assertThat(records.get(1).value()).isEqualTo(BYTES);
        assertThat(records.get(2).value()).isEqualTo("{\"n\": 4}".getBytes(UTF_8));
        assertThat(records).allSatisfy(record -> {
            assertThat(record.headers().lastHeader("own").value()).isEqualTo(BYTES);
            assertThat(record.headers().lastHeader("dead-letter-reason")).isNull();
        });
        assertThat(records.get(2).key()).isEqualTo("key-4".getBytes(UTF_8));
        assertThat(dead.end()).as("the dead letters stay").isEqualTo(5);
    }

    @Test
    void all_that_match_a_filter_are_sent_back_after_a_preview_also_those_not_listed(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 60; i++) {
            write(dead, "key-" + i, ("v" + i).getBytes(UTF_8), topic, i < 5 ? "no such customer" : "timeout");
        }
        browser.open("#/dead-letters/" + dead + "?cause=timeout");
        awaitRows(50);

        browser.click("Select all that match");
        browser.awaitText(".plan h2", "all that match");
        browser.awaitText(".pv", "55");
        assertThat(topic.records()).as("a preview sends nothing").isEmpty();
        browser.click("Send back 55");

        browser.awaitText(".job h2", "55 of 55");
        browser.awaitText(".head .facts", "5 held");
        assertThat(topic.records()).hasSize(55);
        assertThat(topic.values()).doesNotContain("v0", "v4").contains("v5", "v59");
        awaitRows(50);
        await().untilAsserted(() ->
                assertThat(browser.text("tr.sent td:last-child").lines()).hasSize(50));
    }

    @Test
    void every_view_has_the_number_of_letters_that_are_held(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "v".getBytes(UTF_8), topic, "timeout");
        browser.open("#/cluster");

        browser.await(".cnt[aria-label$=' held']");
    }

    @Test
    void a_letter_that_was_sent_is_skipped_with_the_reason(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "v".getBytes(UTF_8), topic, "timeout");
        browser.open("#/dead-letters/" + dead);
        select(dead, 0);
        browser.click("Send back 1");
        browser.awaitText("tr.sent", "sent to P0 @ 0");

        select(dead, 0);

        browser.awaitText(".pvs", "Nothing would be sent");
        browser.awaitText(".pvs", "1 skipped");
        browser.awaitText(".skips", "P0 @ 0");
        browser.await(".side .pri:disabled");
        assertThat(topic.values()).containsExactly("v");
    }

    @Test
    void an_edited_letter_is_sent_with_the_edit(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "{\"amount\":\"three\"}".getBytes(UTF_8), topic, "not a number");
        browser.open("#/dead-letters/" + dead);
        browser.await(".dl tbody .lk").click();
        browser.awaitText("tr.det", "not a number");
        browser.click("Edit");

        browser.type("#edit-value", "{\"amount\":3}");
        browser.awaitText(".dl tr.open", "edited");
        browser.click("Send back 1");

        browser.awaitText("tr.sent", "sent to P0 @ 0");
        assertThat(topic.record().value()).isEqualTo("{\"amount\":3}".getBytes(UTF_8));
        assertThat(topic.record().key()).isEqualTo("k".getBytes(UTF_8));
        browser.awaitText("tr.det pre", "three");
    }

    @Test
    void an_edit_can_set_null_and_change_headers_and_keeps_the_bytes_of_the_others(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "v".getBytes(UTF_8), topic, "not a number");
        browser.open("#/dead-letters/" + dead);
        browser.await(".dl tbody .lk").click();
        browser.awaitText("tr.det", "not a number");
        browser.click("Edit");
        browser.await("#null-value").click();
        browser.await("#edit-value:disabled");
        browser.click("Add header");
        browser.type("input[aria-label='Name of header 2']", "region");
        browser.type("input[aria-label='Value of header 2']", "\u00e9");

        browser.click("Send back 1");

        browser.awaitText("tr.sent", "sent to P0 @ 0");
        assertThat(topic.record().value()).isNull();
        assertThat(topic.record().key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(topic.record().headers().lastHeader("own").value()).isEqualTo(BYTES);
        assertThat(topic.record().headers().lastHeader("region").value()).isEqualTo("\u00e9".getBytes(UTF_8));
    }

    @Test
    void a_redrive_says_how_far_it_is_and_is_cancelled(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 20; i++) {
            write(dead, null, ("v" + i).getBytes(UTF_8), topic, "timeout");
        }
        browser.open("#/dead-letters/" + dead);
        browser.await("input[aria-label='Select all that are listed']").click();
        browser.type("#rate", "1");
        browser.click("Send back 20");
        browser.awaitText(".job h2", "1 of 20");

        browser.click("Cancel");

        browser.awaitText(".job .hd", "cancelled");
        browser.awaitText("tr.sent", "sent to P0 @ 0");
        assertThat(topic.end()).isLessThan(20);
        assertThat(browser.text(".dl tbody td:last-child")).contains("held");
    }

    @Test
    void filters_are_evaluated_by_the_server_and_stay_in_the_address(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "{\"total\":99}".getBytes(UTF_8), topic, "timeout");
        write(dead, "k", "{\"total\":101}".getBytes(UTF_8), topic, "timeout");
        write(dead, "k", "{\"total\":102}".getBytes(UTF_8), topic, "bad schema");
        browser.open("#/dead-letters/" + dead);
        browser.awaitText(".dl", "bad schema");

        browser.type("#cause", "timeout" + Keys.ENTER);
        awaitRows(2);
        browser.type("#where", "value.total > 100" + Keys.ENTER);
        awaitRows(1);
        browser.await(".dl tbody .lk").click();
        browser.awaitText("tr.det", "timeout");
        var address = browser.driver().getCurrentUrl();
        browser.open(address.substring(address.indexOf('#')));

        browser.awaitText("tr.det", "timeout");
        awaitRows(1);
        browser.type("#where", "value.total = 100" + Keys.ENTER);
        browser.awaitText("#why", "The filter is invalid at column 13");
        assertThat(browser.text(".bad-filter pre").lines()).containsExactly("value.total = 100", "value.total ^");
        browser.await("#where[aria-invalid=true]");
        // The browser logs the status 400 as an error of the page.
        browser.clearLog();
    }

    @Test
    void hostile_contents_are_shown_as_text(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        var hostile = "<img src=x onerror=\"document.title='stolen'\">a\u202Eb";
        write(dead, hostile, ("</script><script>x</script>" + hostile).getBytes(UTF_8), topic, hostile);
        browser.open("#/dead-letters/" + dead);
        browser.awaitText(".dl tbody", "<img src=x onerror=");
        browser.awaitText(".dl tbody", "a⟨U+202E⟩b");

        browser.await(".dl tbody .lk").click();

        browser.awaitText("tr.det pre", "</script><script>x</script><img");
        browser.awaitText("tr.det dl", "a⟨U+202E⟩b");
        browser.click("Edit");
        browser.await("#edit-value");
        assertThat(browser.driver().getTitle()).doesNotContain("stolen");
        assertThat(browser.driver().executeScript("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
    }

    @Test
    void an_empty_topic_and_a_missing_one_are_explained(TestTopic topic) {
        browser.open("#/dead-letters/" + TestTopic.create(topic + ".dead", 1));
        browser.awaitText(".tail", "No dead letters. ");

        browser.open("#/dead-letters/" + topic + ".missing.dead");
        browser.awaitText(".work .err", topic + ".missing.dead");
        browser.awaitText(".work .none", "Select another one in the list");
        // The browser logs the status 404 as an error of the page.
        browser.clearLog();
    }

    @Test
    void letters_are_selected_and_opened_with_the_keyboard(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "older".getBytes(UTF_8), topic, "timeout");
        write(dead, "k", "newer".getBytes(UTF_8), topic, "timeout");
        browser.open("#/dead-letters/" + dead);
        browser.awaitText(".dl", "older");

        browser.press("j");
        browser.press("x");
        browser.press("j");
        browser.press("x");
        browser.awaitText(".side .pri", "Send back 2");
        browser.press("k");
        browser.press("x");
        browser.awaitText(".side .pri", "Send back 1");
        browser.press(Keys.ENTER);
        browser.awaitText("tr.det pre", "newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_view_meets_WCAG_2_1_AA(String scheme, TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 3; i++) {
            write(dead, "k", "{\"total\":129.5,\"ok\":true}".getBytes(UTF_8), topic, "timeout");
        }
        browser.scheme(scheme);
        browser.open("#/dead-letters/" + dead);
        select(dead, 0);
        browser.click("Send back 1");
        browser.awaitText("tr.sent", "sent to P0 @ 0");
        browser.assertMeetsWcag();

        select(dead, 0);
        select(dead, 1);
        browser.await(".dl tbody tr:nth-child(2) .lk").click();
        browser.awaitText("tr.det", "timeout");
        browser.click("Edit");
        browser.await("#edit-value");
        browser.awaitText(".skips", "P0 @ 0");
        browser.assertMeetsWcag();
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 800, 400})
    void a_long_name_does_not_widen_the_page(int width) {
        var topic = TestTopic.create("origin." + width + "." + "x".repeat(200), 1);
        var dead = TestTopic.create("letters." + width + "." + "x".repeat(200) + ".dead", 1);
        write(dead, "k".repeat(300), "v".repeat(3_000).getBytes(UTF_8), topic, "r".repeat(300));
        browser.size(width, 900);
        browser.open("#/dead-letters/" + dead);
        browser.awaitText(".dl", "rrr");
        browser.driver().executeScript("document.querySelector('.dl tbody input').click()");
        browser.awaitText(".pv", topic.name());
        browser.driver().executeScript("document.querySelector('.dl tbody .lk').click()");
        browser.awaitText("tr.det", "vvv");

        assertThat(browser.driver().executeScript("""
                return [document.documentElement, ...document.querySelectorAll('.rail, .work, .side, .pvs, .bar')]
                    .filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.tagName} ${e.className}`).join()
                """)).isEqualTo("");
    }

    private static void awaitRows(long count) {
        await().untilAsserted(() -> assertThat(browser.driver()
                        .executeScript("return document.querySelectorAll('.dl tbody tr:not(.det)').length"))
                .isEqualTo(count));
    }

    private static void select(TestTopic dead, int offset) {
        browser.await("input[aria-label='Select %s P0 @ %d']".formatted(dead, offset))
                .click();
    }

    private static void write(TestTopic dead, String key, byte[] value, TestTopic origin, String reason) {
        var headers = new RecordHeaders()
                .add("dead-letter-topic", origin.name().getBytes(UTF_8))
                .add("dead-letter-partition", "0".getBytes(UTF_8))
                .add("dead-letter-offset", "7".getBytes(UTF_8))
                .add("dead-letter-reason", reason.getBytes(UTF_8))
                .add("own", BYTES);
        Map<String, Object> settings = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(
                    new ProducerRecord<>(dead.name(), 0, key == null ? null : key.getBytes(UTF_8), value, headers));
        }
    }
}
