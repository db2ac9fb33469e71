package dev.weir.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRun;
import dev.weir.cli.CliRunner;
import dev.weir.testing.ForeignPrograms;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the console copies: commands with kafka-cli, requests with curl. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ConsoleCopyTest {

    private static final String VALUE = "it's {\"total\": 3} \"$HOME\" ; \u00e9";

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    Path directory;

    @Test
    void the_form_sends_the_same_as_what_it_copies(TestTopic topic) throws Exception {
        open("#/topics/" + topic);
        browser.type("#k", "c 1");
        browser.driver().executeScript("""
                const value = document.getElementById('v');
                value.value = arguments[0];
                value.dispatchEvent(new Event('input'));
                """, VALUE);

        assertThat(cli(copied(".send", "Copy as command")).exit()).isZero();
        curl(copied(".send", "Copy as curl"));

        assertThat(topic.values()).containsExactly(VALUE, VALUE);
        assertThat(topic.records())
                .allSatisfy(record -> assertThat(record.key()).isEqualTo("c 1".getBytes(UTF_8)));
    }

    @Test
    void an_open_record_is_read_by_what_it_copies(TestTopic topic) throws Exception {
        send(topic, "first", VALUE);
        open("#/topics/" + topic + "?from=earliest");
        browser.awaitText(".tail", "first");
        browser.driver()
                .executeScript(
                        "[...document.querySelectorAll('.tail tbody tr')].find(e => /it's/.test(e.textContent)).click()");
        browser.await("tr.det");

        assertThat(cli(copied("tr.det", "Copy as command")).out()).isEqualTo(VALUE + "\n");
        assertThat(curl(copied("tr.det", "Copy as curl"))).contains("it's {");
    }

    @Test
    void the_tail_is_read_by_what_it_copies_with_its_filter(TestTopic topic) throws Exception {
        send(topic, "{\"total\":1}", "{\"total\":3}");
        open("#/topics/" + topic + "?from=earliest&where=value.total+%3E+2");
        browser.awaitText(".bar", "1 match");

        var command = copied(".bar", "Copy as command");

        assertThat(command).contains("'value.total > 2'");
        assertThat(cli(command + " --exit").out()).isEqualTo("{\"total\":3}\n");
        assertThat(copied(".bar", "Copy as curl")).contains("where=value.total+%3E+2");
    }

    @Test
    void offsets_are_moved_by_what_the_form_copies(TestTopic topic) throws Exception {
        var group = "copied." + topic;
        send(topic, "a", "b", "c");
        commit(group, topic, 2);
        open("#/groups/" + group);
        browser.awaitText(".pv", "replay 2");

        assertThat(cli(copied(".side", "Copy as command")).exit()).isZero();
        assertThat(topic.committed(group)).isZero();

        commit(group, topic, 2);
        curl(copied(".side", "Copy as curl"));
        assertThat(topic.committed(group)).isZero();
    }

    @Test
    void a_topic_is_created_by_what_the_form_copies(TestTopic topic) throws Exception {
        var name = topic + ".copied";
        open("#/topics/" + topic);
        browser.click("New topic");
        browser.type("#new-topic", name);

        assertThat(cli(copied(".rail .new", "Copy as command")).exit()).isZero();
        assertThat(new CliRunner().run("topics").out()).contains(name);
        assertThat(curl(copied(".rail .new", "Copy as curl"))).contains("409");
    }

    @Test
    void the_cluster_is_described_by_what_its_view_copies() throws Exception {
        open("#/cluster");
        browser.awaitText(".page", "Brokers");

        assertThat(cli(copied(".page", "Copy as command")).out()).contains("127.0.0.1");
        assertThat(curl(copied(".page", "Copy as curl"))).contains("cluster_id");
    }

    @Test
    void dead_letters_are_listed_shown_and_sent_back_by_what_their_view_copies(TestTopic topic) throws Exception {
        var dead = openDeadLetter(topic, "dead-letter-reason", "timeout");
        browser.awaitText("tr.det", "timeout");

        assertThat(cli(copied(".bar", "Copy as command")).out()).contains(dead.name());
        assertThat(cli(copied("tr.det", "Copy as command")).out()).contains("timeout");
        browser.click("Edit");
        browser.type("#edit-value", "mended");
        browser.awaitText(".side .pri", "Send back 1");
        assertThat(curl(copied(".side .go.end:last-of-type", "Copy as curl"))).contains("\"dry_run\":true");
        assertThat(topic.records()).isEmpty();
        assertThat(cli(copied(".side", "Copy as command")).exit()).isZero();

        assertThat(topic.values()).containsExactly("mended");
    }

    @Test
    void all_letters_that_match_are_sent_back_by_what_the_form_copies(TestTopic topic) throws Exception {
        var dead = openDeadLetter(topic, "dead-letter-reason", "it's late");
        browser.click("Select all of the topic");
        browser.awaitText(".side .pri", "Send back 1");
        assertThat(copied(".side", "Copy as command")).contains(" --all ");
        open("#/dead-letters/" + dead + "?cause=it%27s");
        browser.click("Select all that match");
        browser.awaitText(".side .pri", "Send back 1");

        assertThat(curl(copied(".side .go.end:last-of-type", "Copy as curl"))).contains("\"count\":1");
        assertThat(cli(copied(".side", "Copy as command")).exit()).isZero();

        assertThat(topic.values()).containsExactly(VALUE);
    }

    @Test
    void an_edit_of_headers_and_a_null_key_are_sent_by_what_the_form_copies(TestTopic topic) throws Exception {
        openDeadLetter(topic, "own", "it's");
        browser.click("Edit");
        browser.await("#null-key").click();
        browser.click("Add header");
        browser.type("input[aria-label='Name of header 2']", "region");
        browser.type("input[aria-label='Value of header 2']", "\u00e9 1");
        browser.awaitText(".side .pri", "Send back 1");

        assertThat(cli(copied(".side", "Copy as command")).exit()).isZero();

        var sent = topic.record();
        assertThat(sent.key()).isNull();
        assertThat(sent.value()).isEqualTo(VALUE.getBytes(UTF_8));
        assertThat(sent.headers().lastHeader("own").value()).isEqualTo("it's".getBytes(UTF_8));
        assertThat(sent.headers().lastHeader("region").value()).isEqualTo("\u00e9 1".getBytes(UTF_8));
    }

    @Test
    void a_redrive_is_cancelled_by_what_it_copies(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        var headers = new RecordHeaders().add("dead-letter-topic", topic.name().getBytes(UTF_8));
        for (int i = 0; i < 20; i++) {
            TestTopic.kafka()
                    .produceStrings()
                    .fromRecords(new ProducerRecord<String, String>(dead.name(), 0, "k" + i, VALUE, headers))
                    .awaitCompletion();
        }
        open("#/dead-letters/" + dead);
        browser.await("input[aria-label='Select all that are listed']").click();
        browser.type("#rate", "1");
        browser.click("Send back 20");
        browser.awaitText(".job h2", "1 of 20");

        assertThat(curl(copied(".job", "Copy cancel as curl"))).contains("\"state\":\"cancelled\"");

        browser.awaitText(".job .hd", "cancelled");
    }

    @Test
    void a_sample_is_made_by_what_its_form_copies() throws Exception {
        open("#/topics");
        browser.await(".work .head");
        browser.click("New topic");
        browser.awaitText(".rail .new", "Or a sample");

        var commands = copied(".rail .new .copies:last-of-type", "Copy as command")
                .lines()
                .toList();
        var requests = copied(".rail .new .copies:last-of-type", "Copy as curl")
                .lines()
                .toList();

        assertThat(commands).hasSize(2);
        cli(commands.get(0));
        assertThat(new CliRunner().run("topics").out()).contains("sample.orders");
        assertThat(cli(commands.get(1).replace("--count 12000", "--count 2")).exit())
                .isZero();
        assertThat(requests).hasSize(2);
        curl(requests.get(0));
        assertThat(curl(requests.get(1).replace("12000", "2"))).contains("\"topic\":\"sample.orders\"");
    }

    /** Sends a dead letter of a topic with a header of its own, and opens it. */
    private static TestTopic openDeadLetter(TestTopic topic, String header, String value) {
        var dead = TestTopic.create(topic + ".dead", 1);
        var headers = new RecordHeaders()
                .add("dead-letter-topic", topic.name().getBytes(UTF_8))
                .add(header, value.getBytes(UTF_8));
        TestTopic.kafka()
                .produceStrings()
                .fromRecords(new ProducerRecord<String, String>(dead.name(), 0, "k", VALUE, headers))
                .awaitCompletion();
        open("#/dead-letters/" + dead);
        browser.await(".dl tbody .lk").click();
        return dead;
    }

    private static void open(String hash) {
        browser.open(hash);
        browser.driver().executeScript("""
                navigator.clipboard.writeText = text => {
                  window.copied = text;
                  return Promise.resolve();
                };
                """);
    }

    /** Clicks the first button with a text in a part of the page; returns what it has copied. */
    private static String copied(String part, String button) {
        browser.await(part);
        return (String) browser.driver().executeScript("""
                [...document.querySelector(arguments[0]).querySelectorAll('button')]
                    .find(each => each.textContent.trim() === arguments[1]).click();
                return window.copied;
                """, part, button);
    }

    /** Runs a command as a shell reads it. */
    private CliRun cli(String command) throws IOException, InterruptedException {
        assertThat(command).startsWith("./kafka-cli ");
        var words = shell(
                "for each in " + command.substring("./kafka-cli ".length()) + "; do printf '%s\\0' \"$each\"; done");
        return new CliRunner().run(words.substring(0, words.length() - 1).split("\0", -1));
    }

    private String curl(String command) throws IOException, InterruptedException {
        ForeignPrograms.need("curl");
        return shell(command.replaceFirst("curl", "curl -s"));
    }

    private String shell(String script) throws IOException, InterruptedException {
        return ForeignPrograms.run(directory.resolve("log"), "sh", "-c", script);
    }

    private static void send(TestTopic topic, String... values) {
        for (var value : values) {
            TestTopic.kafka()
                    .produceStrings()
                    .fromRecords(new ProducerRecord<String, String>(topic.name(), 0, null, value))
                    .awaitCompletion();
        }
    }

    private static void commit(String group, TestTopic topic, long offset) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)));
    }
}
