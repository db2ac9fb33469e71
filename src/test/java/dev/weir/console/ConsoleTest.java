package dev.weir.console;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The console in a real browser, in front of a real broker. One browser serves all tests. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ConsoleTest {

    private static final int MAX_BYTES = 150_000;
    private static final int MAX_REQUESTS = 12;
    private static final Pattern DEAD_LETTER_TOPIC = Pattern.compile("t\\.(\\d{5})\\.dead");

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void a_record_that_is_sent_gets_its_receipt_appears_in_the_tail_and_moves_its_lane(@Partitions(3) TestTopic topic) {
        openTail(topic);
        browser.type("#k", "c-20417");
        browser.awaitText(".send .go", "goes to P");
        browser.type("#v", "hello");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));

        browser.awaitText(".rec li", " @ 0");
        browser.awaitText(".rec li", " ms");
        browser.awaitText("tr.mine", "hello");
        browser.awaitText(".facts", "1 record");
        await().until(() -> ticks() > 0);
        assertThat(browser.text(".rec .leg")).contains("queue", "broker", "seen in tail");
        assertThat(topic.record().value()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(topic.record().key()).isEqualTo("c-20417".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void receipts_of_the_form_come_in_the_live_response(TestTopic topic) {
        openTail(topic);
        browser.driver().executeScript("""
                import('/console/live.js').then(({on}) => on('receipts', line => { window.receipts = line.receipts; }));
                """);
        browser.type("#v", "hello");

        Deadlines.await("a receipt")
                .until(
                        () -> {
                            browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
                            return browser.driver().executeScript("return window.receipts?.[0].topic");
                        },
                        Objects::nonNull);
    }

    @Test
    void a_refused_record_stays_in_the_receipts_with_the_reason(TestTopic topic) {
        openTail(topic);
        browser.driver().executeScript("""
                const value = document.getElementById('v');
                value.value = 'x'.repeat(1_100_000);
                value.dispatchEvent(new Event('input'));
                """);
        browser.await("#v").sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));

        browser.awaitText(".rec li.bad", "not stored");
        browser.awaitText(".rec li.bad .why", "bytes");
        assertThat(topic.records()).isEmpty();
        // The browser logs the status 413 as an error of the page.
        browser.clearLog();
    }

    @Test
    void the_lag_of_a_group_without_members_is_named_in_a_sentence(TestTopic topic) {
        send(topic, List.of("a", "b", "c"));
        commit("stopped." + topic, topic, 1);

        browser.open("#/topics/" + topic);
        browser.awaitText(".lanes .note", "stopped." + topic + " has no members; 2 records wait");

        browser.open("#/groups/stopped." + topic);
        browser.awaitText("#lag-sentence", "2 behind, and the group has no members");
    }

    @Test
    void offsets_are_moved_after_a_preview_and_a_skip_needs_its_number(TestTopic topic) {
        var group = "moved." + topic;
        send(topic, List.of("a", "b", "c", "d"));
        commit(group, topic, 1);
        browser.open("#/groups/" + group);

        browser.awaitText(".pv", "replay 1");
        assertThat(topic.committed(group)).as("a preview changes nothing").isEqualTo(1);
        browser.click("End");
        browser.awaitText(".pv", "skip 3");
        browser.await(".side .go .pri:disabled");
        browser.type("#typed", "3");
        browser.click("Apply to 1 partition");

        browser.awaitText(".pvs h2", "moved at");
        await().untilAsserted(() -> assertThat(topic.committed(group)).isEqualTo(4));
        browser.awaitText("#lag-sentence", "Nothing is behind");
    }

    @Test
    void hostile_contents_are_shown_as_text(TestTopic topic) {
        var bytes = "a\u0000b\u202Ec";
        send(
                topic,
                List.of(
                        "<img src=x onerror=\"document.title='stolen'\">",
                        "</script><script>document.title='stolen'</script>",
                        bytes,
                        "{\"big\":12345678901234567890}",
                        "x".repeat(1_000_000)));
        browser.open("#/topics/" + topic + "?from=earliest");

        browser.awaitText(".tail", "<img src=x onerror=");
        browser.awaitText(".tail", "</script><script>");
        browser.awaitText(".tail", "a␀b⟨U+202E⟩c");
        browser.awaitText(".tail", "12345678901234567890");
        browser.awaitText(".tail", "977 KB");
        assertThat(browser.driver().getTitle()).doesNotContain("stolen");
        assertThat(browser.driver().executeScript("return document.querySelectorAll('.tail img, .tail script').length"))
                .isEqualTo(0L);
    }

    @Test
    void a_tail_that_was_cut_goes_on_without_a_gap(TestTopic topic) {
        // Chromium cuts responses that begin after this.
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        offline(false);
        openTail(topic);
        send(topic, List.of("before"));
        browser.awaitText(".tail", "before");

        offline(true);
        try {
            browser.awaitText(".lost", "Reconnecting, last update");
            send(topic, List.of("during-1", "during-2"));
        } finally {
            offline(false);
        }

        browser.awaitText(".tail", "during-1");
        browser.awaitText(".tail", "during-2");
        send(topic, List.of("after"));
        browser.awaitText(".tail", "after");
        assertThat(browser.text(".tail tbody tr:not(.gap) td:nth-child(3)").lines())
                .containsExactly("3", "2", "1", "0");
        // Requests that failed while the browser was offline are in its log.
        browser.clearLog();
        browser.driver().executeCdpCommand("Network.disable", Map.of());
    }

    @Test
    void a_filter_is_evaluated_by_the_server_and_stays_in_the_address(TestTopic topic) {
        send(topic, List.of("{\"total\":99}", "{\"total\":101}", "{\"total\":102}"));
        browser.open("#/topics/" + topic + "?from=earliest");
        browser.awaitText(".bar", "3 read");

        browser.type("#where", "value.total > 100" + Keys.ENTER);

        browser.awaitText(".bar", "2 match");
        assertThat(browser.text(".tail tbody tr:not(.gap) td:nth-child(3)").lines())
                .containsExactly("2", "1");
        browser.open(browser.driver()
                .getCurrentUrl()
                .substring(browser.driver().getCurrentUrl().indexOf('#')));
        browser.awaitText(".bar", "2 match");
        send(topic, List.of("{\"total\":1}", "{\"total\":103}"));
        browser.awaitText(".bar", "3 match");
        assertThat(browser.await("#where").getDomProperty("value")).isEqualTo("value.total > 100");
    }

    @Test
    void an_invalid_filter_has_a_caret_under_its_column(TestTopic topic) {
        openTail(topic);

        browser.type("#where", "value.total = 100" + Keys.ENTER);

        browser.awaitText("#why", "The filter is invalid at column 13, '= 100': equality is ==");
        assertThat(browser.text(".bad-filter pre").lines()).containsExactly("value.total = 100", "value.total ^");
        browser.await("#where[aria-invalid=true]");
        browser.type("#where", "value.total == 100" + Keys.ENTER);
        browser.awaitText(".tail", "No record has matched");
        assertThat(browser.text("#why")).isEmpty();
        // The browser logs the status 400 as an error of the page.
        browser.clearLog();
    }

    @Test
    void the_tail_has_the_beginning_of_a_long_value_and_an_open_record_all_of_it(TestTopic topic) {
        send(topic, List.of("x".repeat(3_000) + "the end"));
        browser.open("#/topics/" + topic + "?from=earliest");
        browser.awaitText(".tail", "2.9 KB");

        browser.await(".tail tbody tr:not(.gap)").click();

        browser.awaitText("tr.det pre", "xthe end");
        browser.awaitText("tr.det dl", "3,007 B");
        browser.click("Send again");
        assertThat(browser.await("#v").getDomProperty("value")).hasSize(3_007);
    }

    @Test
    void a_tail_that_is_far_behind_after_its_tab_was_hidden_says_how_much_it_skips(TestTopic topic) {
        openTail(topic);
        send(topic, List.of("before"));
        browser.awaitText(".tail", "before");

        hidden(true);
        send(topic, Collections.nCopies(5_000, "meanwhile"));
        send(topic, List.of("newest"));
        hidden(false);

        browser.awaitText(".tail", "newest");
        browser.awaitText(".bar", " skipped, filter to see less");
    }

    /** A headless browser shows its tabs always. */
    private static void hidden(boolean hidden) {
        browser.driver().executeScript("""
                Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
                document.dispatchEvent(new Event('visibilitychange'));
                """, hidden);
    }

    private static void offline(boolean offline) {
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 1, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void everything_is_done_with_the_keyboard(TestTopic topic) {
        openTail(topic);
        browser.press("s");
        browser.await("#v:focus");
        browser.type("#v", "typed");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.awaitText("tr.mine", "typed");
        browser.driver().executeScript("document.activeElement.blur()");

        browser.press("j");
        browser.press(Keys.ENTER);
        browser.awaitText("tr.det", "Send again");
        browser.press(Keys.SPACE);
        browser.press("/");
        browser.await(".find input:focus");
        browser.type(".find input:focus", topic.name());
        browser.press(Keys.chord(Keys.CONTROL, "k"));
        browser.await("#goto[open] input:focus");
        browser.press(topic.name());
        browser.awaitText("#goto li", topic.name());
        browser.press(Keys.ESCAPE);
        browser.driver().executeScript("document.activeElement.blur()");
        browser.press("?");
        browser.await("#keys[open]");
        browser.press(Keys.ESCAPE);
        browser.driver().executeScript("document.activeElement.blur()");
        browser.press("3");
        browser.awaitText("h1", "Deliveries");
        browser.press("4");
        browser.awaitText("h1", "Dead letters");
        browser.press("5");
        browser.awaitText("h1", "Cluster");
        browser.press("6");
        browser.awaitText("h1", "Pushes");
        browser.awaitText(".work", "No push is declared");
    }

    @Test
    void offsets_are_moved_with_the_keyboard(TestTopic topic) {
        var group = "keys." + topic;
        send(topic, List.of("a", "b"));
        commit(group, topic, 2);
        browser.open("#/groups/" + group);
        browser.awaitText(".pv", "replay 2");

        browser.press("m");
        browser.await(".plan button:focus");
        for (int i = 0; i < 20 && !browser.text(":focus").startsWith("Apply"); i++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ENTER);

        browser.awaitText(".pvs h2", "moved at");
        assertThat(topic.committed(group)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "topics,light",
        "topics,dark",
        "groups,light",
        "groups,dark",
        "deliveries,light",
        "deliveries,dark",
        "cluster,light",
        "cluster,dark"
    })
    void every_view_meets_WCAG_2_1_AA(String view, String scheme) {
        var name = "axe." + view + "." + scheme;
        var topic = TestTopic.create(name, 2);
        send(topic, List.of("{\"total\":129.5,\"currency\":\"EUR\",\"ok\":true}", "b"));
        commit("group." + name, topic, 1);
        browser.scheme(scheme);
        browser.open(
                switch (view) {
                    case "topics" -> "#/topics/" + topic + "?from=earliest";
                    case "groups" -> "#/groups/group." + name;
                    case "deliveries" -> "#/deliveries";
                    default -> "#/cluster";
                });
        switch (view) {
            case "topics" -> {
                browser.awaitText(".lanes .note", "no members");
                browser.await(".tail tbody tr:not(.gap)").click();
                browser.awaitText("tr.det", "Send again");
            }
            case "groups" -> browser.awaitText(".pv", "replay 1");
            case "deliveries" -> browser.awaitText(".page", "Latest that were not stored");
            default -> browser.awaitText(".page", "Health");
        }

        browser.assertMeetsWcag();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "groups", "deliveries", "dead-letters", "cluster", "pushes"})
    void the_page_is_small(String view) {
        browser.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        browser.open("#/" + view);
        browser.await(".work h1");
        var files = (List<?>) browser.driver().executeScript("""
                const sizes = new Map(); // Chromium at times asks for the icon of a page twice
                performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
                    .filter(e => /^.console.(?!feed)/.test(new URL(e.name).pathname))
                    .forEach(e => sizes.set(e.name, e.encodedBodySize));
                return [...sizes.values()];
                """);

        assertThat(files).hasSizeBetween(4, MAX_REQUESTS);
        assertThat(files.stream().mapToLong(size -> ((Number) size).longValue()).sum())
                .isBetween(1L, (long) MAX_BYTES);
    }

    @Test
    void lists_become_drawers_where_the_window_is_narrow(TestTopic topic) {
        browser.size(800, 900);
        browser.open("#/topics/" + topic);

        assertThat(browser.await(".rail").isDisplayed()).isFalse();
        assertThat(browser.await(".side").isDisplayed()).isFalse();
        browser.click("List");
        browser.await(".rail.open");
        browser.press(Keys.ESCAPE);
        browser.press("s");
        browser.await(".side.open");
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 400})
    void a_long_name_does_not_widen_the_page(int width) {
        var topic = TestTopic.create("long." + width + "." + "x".repeat(200), 1);
        for (var group : List.of("a", "b", "c")) {
            commit(group + "." + topic, topic, 0);
        }
        browser.size(width, 900);
        openTail(topic);
        browser.awaitText(".gh", "c." + topic);
        browser.driver().executeScript("document.activeElement.blur()");
        browser.press("s");
        browser.awaitText(".send h2", topic.name());

        assertThat(browser.driver().executeScript("""
                return [document.documentElement, ...document.querySelectorAll('.side, .send, .bar, .head, .lanes, .lg')]
                    .filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.tagName} ${e.className}`)
                """))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    @Test
    void deliveries_count_what_was_stored_and_name_what_was_not(TestTopic topic) {
        given().body("stored").post("/topics/" + topic + "/records").then().statusCode(200);
        given().body("lost")
                .post("/topics/" + topic + ".missing/records")
                .then()
                .statusCode(404);
        browser.open("#/deliveries");

        browser.awaitText(".facts", "not stored");
        browser.awaitText(".note", "not stored in the last 5 minutes");
        browser.awaitText(".pair", "not found");
        browser.awaitText(".pair", "The median is at most");
        browser.awaitText(".lf tbody", topic + ".missing");
        browser.awaitText(".rail", "records-all-out");
        browser.click("Last minute");
        browser.awaitText(".seg [aria-pressed=true]", "Last minute");
    }

    @Test
    void offsets_of_a_group_with_members_are_not_moved_until_they_have_left(TestTopic topic) {
        var group = "running." + topic;
        send(topic, List.of("a", "b"));
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestBroker.bootstrapServers(), "group.id", group, "auto.offset.reset", "earliest");
        try (var member = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            member.subscribe(List.of(topic.name()));
            // Heartbeats keep the member in the group without another poll.
            await().atMost(Deadlines.seconds(60))
                    .until(() -> !member.poll(Duration.ofMillis(100)).isEmpty());
            member.commitSync();
            browser.open("#/groups/" + group);
            browser.awaitText(".side .box", "1 member is running. Kafka refuses this while they are");
            browser.await(".side .go .pri:disabled");
            browser.awaitText(".pt tbody", "P0");
            browser.awaitText(".side .pv", "replay 2");
            send(topic, List.of("c"));
            assertThat(member.poll(Deadlines.seconds(20)).count()).isOne();
            member.commitSync();
            browser.awaitText(".side .pv", "replay 3");
        }
        await().atMost(Deadlines.seconds(60)).until(() -> browser.text(".side .box"), String::isEmpty);
        browser.await(".side .go .pri:not(:disabled)");
    }

    @Test
    void a_topic_or_a_group_that_does_not_exist_is_refused_with_what_to_do(TestTopic topic) {
        browser.open("#/topics/" + topic + ".missing");
        browser.awaitText(".work .none .err", topic + ".missing");
        browser.awaitText(".work .none", "Select another one in the list");

        browser.open("#/groups/" + topic + ".missing");
        browser.awaitText(".work .none .err", topic + ".missing");
        browser.awaitText(".work .none", "Select another one in the list");
        // The browser logs each status 404 as an error of the page.
        browser.clearLog();
    }

    @Test
    void a_list_is_filtered_by_weir_and_says_when_it_has_nothing(TestTopic topic) {
        browser.open("#/topics/" + topic);
        browser.type(".find input", topic.name().toUpperCase(Locale.ROOT));
        browser.awaitText(".rail .names", topic.name().substring(topic.name().length() - 5));
        await().until(() -> browser.text(".rail .names li").lines().count() == 1);

        browser.type(".find input", "no.such.topic");

        browser.awaitText(".rail .none", "No topic has \"no.such.topic\" in its name");
    }

    @Test
    void lanes_and_lag_show_what_happened_before_the_view_was_opened(TestTopic topic) {
        var group = "history." + topic;
        commit(group, topic, 0);
        browser.open("#/topics/" + topic);
        browser.awaitText(".gh", group);
        send(topic, List.of("a", "b", "c"));
        browser.awaitText(".facts", "3 records");

        browser.open("#/cluster");
        browser.open("#/topics/" + topic);

        await().until(() -> ticks() > 0);
        browser.open("#/groups/" + group);
        browser.awaitText("#lag-sentence", "3 behind");
        browser.awaitText(".facts", "no members");
    }

    /** How many pixels of the first lane are drawn above its base line, where there are ticks only. */
    private static long ticks() {
        return ((Number) browser.driver().executeScript("""
                const canvas = document.querySelector('canvas.lane');
                if (!canvas?.width) return 0;
                const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width - 12, 18);
                return data.filter((value, i) => i % 4 === 3 && value > 0).length;
                """)).longValue();
    }

    @Test
    void a_sample_moves_its_lanes_after_one_click() {
        browser.open("#/topics");
        browser.await(".work .head");
        browser.click("Start a sample");
        try {
            browser.awaitText("h1", "sample.orders");
            browser.awaitText(".tail tbody", "customer");
            await().until(() -> ticks() > 0);
        } finally {
            stopGenerators("sample.orders");
        }
    }

    private static void stopGenerators(String topic) {
        List<String> ids = given().get("/generators")
                .then()
                .statusCode(200)
                .extract()
                .path("findAll { it.spec.topic == '" + topic + "' }.id");
        assertThat(ids).isNotEmpty();
        ids.forEach(id -> given().delete("/generators/" + id).then().statusCode(anyOf(is(200), is(204))));
    }

    @Test
    void very_many_partitions_are_cells_of_a_strip_and_the_worst_have_lanes(@Partitions(100) TestTopic topic) {
        var group = "heat." + topic;
        send(topic, List.of("a", "b"));
        commit(group, topic, 0);
        browser.open("#/topics/" + topic);

        browser.await("#heat");
        browser.awaitText(".pl", "P0");
        await().until(() -> browser.text(".pl b").lines().count() == 6);
        browser.awaitText(".lanes .more", "94 more partitions");
        browser.driver().executeScript("""
                const {left, top} = document.getElementById('heat').getBoundingClientRect();
                document.getElementById('heat').dispatchEvent(new MouseEvent('click', {clientX: left + 25, clientY: top + 3}));
                """);

        await().until(() -> browser.driver().getCurrentUrl(), address -> address.contains("partition=3"));
    }

    @Test
    void a_drag_over_a_lane_reads_that_span_of_time(TestTopic topic) {
        openTail(topic);
        send(topic, List.of("a"));
        browser.awaitText(".tail", "a");
        var lane = browser.await("canvas.lane");

        new Actions(browser.driver())
                .moveToElement(lane, -50, 0)
                .clickAndHold()
                .moveByOffset(40, 0)
                .release()
                .perform();

        await().until(() -> browser.driver().getCurrentUrl(), address -> address.contains("from="));
        assertThat(browser.await("#where").getDomProperty("value")).startsWith("timestamp <= \"");
        browser.awaitText(".bar", "Back to now");
    }

    @Test
    void the_state_of_a_group_is_in_its_address(TestTopic topic) {
        var group = "address." + topic;
        send(topic, List.of("a"));
        commit(group, topic, 0);
        browser.open("#/groups/" + group);
        browser.awaitText("#lag-sentence", "1 behind");
        browser.click("Seconds behind");
        browser.click("1 h");
        var address = browser.driver().getCurrentUrl();
        assertThat(address).endsWith("?unit=lag_ms&span=3600");

        browser.open(address.substring(address.indexOf('#')));

        browser.awaitText(".seg [aria-pressed=true]", "Seconds behind");
        browser.awaitText(".seg [aria-pressed=true]", "1 h");
    }

    @Test
    void a_cluster_without_topics_groups_and_dead_letters_says_what_to_do_next() {
        var stub = instead("""
                const empty = {'/topics': [], '/groups': [], '/dead-letters': {topics: [], next: null},
                  '/dead-letters/records': {records: [], next: null}};
                const answer = ({pathname}) => empty[pathname];
                """);
        try {
            browser.open("#/topics");
            browser.awaitText(".rail .none", "There are no topics yet. Create one, or start a sample");
            browser.awaitText(".work .none", "No topics yet");
            browser.awaitText(".side .none", "Select a topic to send records to");
            browser.assertMeetsWcag();

            browser.open("#/groups");
            browser.awaitText(".rail .none", "There are no consumer groups yet");
            browser.awaitText(".work .none", "A consumer that reads with a group");

            browser.open("#/dead-letters");
            browser.awaitText(".rail .none", "There are no dead letter topics");
            browser.awaitText(".tail .none", "Records that a consumer could not handle appear here");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", stub);
        }
    }

    @Test
    void the_cluster_has_the_settings_of_its_brokers_its_features_and_quotas() {
        browser.open("#/cluster");
        browser.awaitText(".page", "log.dirs");
        browser.awaitText(".page", "metadata.version");
        browser.awaitText(".page", "No client has a quota");
        assertThat(browser.text(".page")).doesNotContain("log.segment.bytes");

        browser.click("All");

        browser.awaitText(".page", "log.segment.bytes");
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/cluster?settings=all");
        browser.await(".rail .names a").click();
        browser.await(".rail .names a[aria-current=true]");
        browser.awaitText(".page", "log.dirs");
    }

    @Test
    void very_many_dead_letter_topics_and_brokers_are_listed_in_pages() {
        var stub = instead("""
                window.pages = [];
                const answer = ({pathname, searchParams}) => {
                  if (pathname === '/cluster') {
                    return {cluster_id: 'x', controller: 1, brokers: Array.from({length: 450}, (_, i) => (
                        {broker: i + 1, host: `broker-${i}`, port: 9092, rack: null, controller: i === 0}))};
                  }
                  if (pathname !== '/dead-letters' || searchParams.has('origins')) return undefined;
                  const limit = Number(searchParams.get('limit'));
                  const name = i => `t.${String(i).padStart(5, '0')}.dead`;
                  const all = Array.from({length: 10_000}, (_, i) => name(i))
                      .filter(each => each.includes(searchParams.get('contains') ?? '') && each > (searchParams.get('after') ?? ''));
                  window.pages.push(limit);
                  return {topics: all.slice(0, limit).map(topic => ({topic, origins: ['orders'], records: 3, sent: 1})),
                    next: all.length > limit ? all[limit - 1] : null};
                };
                """);
        try {
            browser.open("#/dead-letters");
            browser.awaitText(".rail .names", "t.00000.dead");
            browser.awaitText(".rail .names", "All topics");
            assertThat(rows()).isBetween(10L, 60L);
            Deadlines.await("the third page").until(() -> {
                scrollNames();
                // A fast machine has the fourth before the browser is asked.
                return DEAD_LETTER_TOPIC
                        .matcher(browser.text(".rail .names"))
                        .results()
                        .anyMatch(name -> Integer.parseInt(name.group(1)) >= 299);
            });
            assertThat(rows()).isBetween(10L, 60L);
            assertThat((List<?>) browser.driver().executeScript("return window.pages"))
                    .as("limits of the pages that were asked for")
                    .hasSizeBetween(3, 20)
                    .allMatch(limit -> ((Number) limit).longValue() == 100);
            browser.type(".find input", "t.0777");
            browser.awaitText(".rail .names", "t.07770.dead");

            browser.open("#/cluster");
            browser.awaitText(".rail .names", "broker-0:9092");
            browser.awaitText(".page", "400 more in the list of brokers");
            assertThat(rows()).isBetween(10L, 60L);
            browser.type(".find input", "450");
            browser.awaitText(".rail .names", "broker-449:9092");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", stub);
        }
    }

    private static long rows() {
        return ((Number) browser.driver().executeScript("return document.querySelectorAll('.names li').length"))
                .longValue();
    }

    private static void scrollNames() {
        browser.driver().executeScript("const list = document.querySelector('.names'); list.scrollTop = 1e6");
    }

    /** Has a script respond to some requests of pages that are opened from now on; answer() says to which. */
    private static Map<String, Object> instead(String answer) {
        return browser.driver()
                .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", answer + """
                const original = window.fetch;
                window.fetch = (address, options) => {
                  const found = answer(new URL(address));
                  return found === undefined ? original(address, options) : Promise.resolve(new Response(JSON.stringify(found)));
                };
                """));
    }

    @Test
    void a_problem_names_the_time_in_the_zone_of_the_browser() {
        browser.open("#/cluster");
        var text = browser.driver().executeAsyncScript("""
                const [done] = arguments;
                import('/console/app.js').then(({problemText}) => {
                  const since = new Date();
                  since.setHours(0, 0, 7, 0);
                  const stalled = {kind: 'stalled', text: 'in UTC', partition: 4, since: since.getTime(), at_least: false, arriving: 38.2};
                  done([problemText(stalled), problemText({...stalled, at_least: true, arriving: 0.5}),
                    problemText({kind: 'leaderless', text: 'P4 has no leader'})]);
                });
                """);

        assertThat(text)
                .isEqualTo(List.of(
                        "P4 has committed nothing since 00:00:07 while 38/s arrive",
                        "P4 has committed nothing since before 00:00:07 while 0.5/s arrive",
                        "P4 has no leader"));
    }

    @Test
    void topics_of_a_large_cluster_are_checked_all_after_a_click_only() {
        var counting =
                browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                        const original = window.fetch;
                        window.pages = [];
                        window.fetch = (address, options) => {
                          const {pathname, searchParams} = new URL(address);
                          if (pathname !== '/topics') return original(address, options);
                          const begin = searchParams.has('after') ? Number(searchParams.get('after').slice(1)) + 1 : 0;
                          const limit = Number(searchParams.get('limit'));
                          window.pages.push(begin);
                          const all = Array.from({length: Math.min(limit, 450 - begin)}, (_, i) => (
                              {name: `t${begin + i}`, partitions: 2, leaderless: 0, under_replicated: begin + i === 401 ? 1 : 0}));
                          const more = begin + limit < 450;
                          return Promise.resolve(new Response(JSON.stringify(all),
                              {headers: more ? {Link: '<?after=x>; rel="next"'} : {}}));
                        };
                        """));
        try {
            browser.open("#/cluster");
            browser.awaitText(".facts", "200+ topics");
            assertThat(browser.driver().executeScript("return window.pages.join()"))
                    .isEqualTo("0");

            browser.click("Check all topics");

            browser.awaitText(".page", "t401");
            browser.awaitText(".facts", "900 partitions");
            assertThat(browser.driver().executeScript("return window.pages.join()"))
                    .isEqualTo("0,0,200,400");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", counting);
        }
    }

    private static void openTail(TestTopic topic) {
        browser.open("#/topics/" + topic);
        browser.awaitText(".tail", "Nothing has arrived");
    }

    private static void send(TestTopic topic, List<String> values) {
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(values.stream()
                        .map(value -> new ProducerRecord<String, String>(topic.name(), 0, null, value))
                        .toList())
                .awaitCompletion();
    }

    private static void commit(String group, TestTopic topic, long offset) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)));
    }
}
