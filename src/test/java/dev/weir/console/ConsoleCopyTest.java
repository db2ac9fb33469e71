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
