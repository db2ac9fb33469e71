package dev.weir.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console shows records of any time, key and header, and any name, also in a browser that stores nothing. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ConsoleHostileTest {

    private static final int HEADERS = 1_000;
    private static final int LARGE = 500_000;
    private static final int MAX_NAME = 249;

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void records_of_any_time_key_and_headers_are_listed_and_opened(TestTopic topic) throws Exception {
        var name = topic + ".any-time";
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var any = Map.of(
                    "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE),
                    "message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(any)))
                    .all()
                    .get();
        }
        var headers = new RecordHeaders();
        for (int i = 0; i < HEADERS; i++) {
            headers.add("header-" + i, ("\u202e<b>" + i + "\u0000").getBytes(UTF_8));
        }
        headers.add("large", "h".repeat(100_000).getBytes(UTF_8));
        send(new ProducerRecord<>(name, 0, Long.MAX_VALUE, "k".repeat(LARGE), "of any time", headers));

        browser.open("#/topics/" + name + "?from=earliest");
        browser.awaitText(".tail", "of any time");
        assertThat(browser.text(".tail tbody tr:not(.gap) td:first-child")).isEqualTo("–");
        browser.driver().executeScript("document.querySelector('.tail tbody tr:not(.gap)').click()");

        browser.awaitText("tr.det", "ms since 1970");
        browser.awaitText("tr.det", "901 more headers");
        browser.awaitText("tr.det", "⟨U+202E⟩<b>99␀");
        browser.awaitText("tr.det", "495,904 more characters");
        browser.click("Show all");
        browser.awaitText("tr.det", "⟨U+202E⟩<b>999␀");
        browser.awaitText("tr.det", " … of 97.7 KB");
        assertThat(browser.text("tr.det b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b/c%25d?e=f&g#h",
                "\"it's\" `quoted`",
                "\u00fc\ud83d\ude00\u4e2d",
                "-x --help",
                "<img src=x>",
                "a;b,c:d"
            })
    void a_group_of_any_name_is_found_opened_and_previewed(String name, TestTopic topic) {
        var group = name + " of " + topic;
        send(new ProducerRecord<>(topic.name(), 0, null, null, "v", new RecordHeaders()));
        commit(group, topic, 1);
        browser.open("#/groups");
        browser.type(".find input", group);
        var link = ".rail .names a[href='#/groups/" + encoded(group).replace("'", "\\'") + "']";
        browser.await(link);
        browser.driver().executeScript("document.querySelector(arguments[0]).click()", link);

        browser.awaitText(".head h1", group);
        browser.awaitText("#lag-sentence", "Nothing is behind");
        browser.awaitText(".pv", "replay 1");
        browser.open("#/topics/" + topic);
        browser.awaitText(".gh .n", group);
    }

    @Test
    void names_that_turn_or_hide_text_are_shown_as_what_they_are(TestTopic topic) {
        var group = "turned \u202e\u200b of " + topic;
        send(new ProducerRecord<>(topic.name(), 0, null, null, "v", new RecordHeaders()));
        commit(group, topic, 0);

        browser.open("#/topics/" + topic);

        browser.awaitText(".gh .n", "turned ⟨U+202E⟩⟨U+200B⟩ of");
        browser.awaitText(".lanes .note", "turned ⟨U+202E⟩⟨U+200B⟩ of");
        assertThat(browser.text("body")).doesNotContain("\u202e").doesNotContain("\u200b");
    }

    @Test
    void a_group_whose_name_a_browser_cannot_send_is_refused_with_what_can(TestTopic topic) {
        commit("..", topic, 0);

        browser.open("#/groups/..");

        browser.awaitText(".work .err", "A browser cannot ask for the name \"..\"; kafka-cli can");
    }

    @Test
    void topics_of_the_longest_names_have_lanes_and_rates(TestTopic topic) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var topics = IntStream.range(0, 50)
                    .mapToObj(i -> new NewTopic(longName(topic, i), 1, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        browser.open("#/topics/" + longName(topic, 0));
        browser.type(".find input", "x".repeat(100));

        browser.awaitText(".lanes", "No group reads this topic");
        browser.awaitText(".names li:first-child .rt", "/s");
    }

    private static String longName(TestTopic topic, int i) {
        var beginning = topic + ".%02d.".formatted(i);
        return beginning + "x".repeat(MAX_NAME - beginning.length());
    }

    @Test
    void a_browser_that_stores_nothing_shows_the_page(TestTopic topic) {
        var blocked =
                browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                        for (const name of ['localStorage', 'sessionStorage']) {
                          Object.defineProperty(window, name, {get() { throw new DOMException('blocked', 'SecurityError'); }});
                        }
                        """));
        try {
            browser.open("#/topics/" + topic);

            browser.awaitText(".facts", "1 partition");
            browser.await("button[aria-label='Switch theme']").click();
            browser.await("html[data-theme=dark]");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", blocked);
        }
    }

    @Test
    void rights_that_are_given_while_the_page_is_open_are_used(TestTopic topic) {
        var refusing =
                browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                        const original = window.fetch;
                        window.forbidden = true;
                        window.fetch = (address, options) => {
                          const {pathname, search} = new URL(address);
                          const isOfTopic = /^.topics.[^/]+/.test(pathname) || search.includes('lanes=');
                          return window.forbidden && isOfTopic
                            ? Promise.resolve(new Response('{"message":"You may not see it"}', {status: 403}))
                            : original(address, options);
                        };
                        """));
        try {
            browser.open("#/topics/" + topic);
            browser.awaitText(".work .err", "You may not see it");

            browser.driver().executeScript("window.forbidden = false");

            browser.awaitText(".lanes .note", "No group reads this topic");
            browser.awaitText(".tail", "Nothing has arrived");
            browser.awaitText(".pulse", "Live");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", refusing);
        }
    }

    @Test
    void a_defect_of_one_part_leaves_the_others() {
        var broken = browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                        const original = window.fetch;
                        window.fetch = (address, options) => new URL(address).pathname === '/deliveries'
                          ? Promise.resolve(new Response('{"by_second":null,"outgoing":[],"incoming":[],"latency":[]}'))
                          : original(address, options);
                        """));
        try {
            browser.open("#/deliveries");
            browser.awaitText(".work .none", "The console has a defect");
            browser.await(".top nav a[href='#/cluster']").click();
            browser.awaitText(".work", "Brokers");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", broken);
            browser.clearLog();
        }
    }

    private static void send(ProducerRecord<String, String> record) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var unused = producer.send(record);
        }
    }

    private static void commit(String group, TestTopic topic, long offset) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)));
    }

    /** As encodeURIComponent does. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("%27", "'")
                .replace("%21", "!");
    }
}
