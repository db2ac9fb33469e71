package dev.weir.cli.deadletters;

import static dev.weir.testing.Deadlines.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.CliRun;
import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(OwnTopic.class)
class DeadLettersCommandTest {

    @Test
    void letters_are_listed_with_origin_and_reason_the_newest_first(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, topic, "k", "a", "connect timeout");
        write(dead, topic, "k", "b", "no such customer");

        var table = run("list", dead.name());
        assertThat(table.lines()).hasSize(3);
        assertThat(table.lines().get(1))
                .startsWith(dead + ":0:1 ")
                .contains(topic + ":3:117", "held", "no such customer");
        assertThat(table.lines().get(2)).startsWith(dead + ":0:0 ").endsWith("connect timeout");

        assertThat(run("list", "--limit", "1000", "-o", "ndjson").ok())
                .contains("{\"topic\":\"" + dead + "\",\"partition\":0,\"offset\":0,")
                .contains("\"origin_topic\":\"" + topic + "\",\"origin_partition\":3,\"origin_offset\":117,");
        assertThat(run("list", dead.name(), "--cause", "TIMEOUT", "-o", "csv").lines())
                .hasSize(2);
        assertThat(run("list", dead.name(), "--where", "value == \"b\"").lines())
                .hasSize(2);
        var part = run("list", dead.name(), "--limit", "1");
        assertThat(part.lines()).hasSize(2);
        assertThat(part.err()).contains("--limit lists more than 1");
    }

    @Test
    void one_letter_is_shown_whole(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, topic, "k", "x".repeat(5_000), "too long");

        var shown = run("show", dead + ":0:0");
        assertThat(shown.ok())
                .contains("Origin       " + topic + ":3:117", "Reason       too long", "State        held")
                .contains("Header       own: AP8=", "Value        5000 bytes, text\n" + "x".repeat(5_000));
        assertThat(run("show", dead + ":0:0", "-o", "json").ok()).contains("\"reason\":\"too long\"");
        var missing = run("show", dead + ":0:9");
        assertThat(missing.exit()).isEqualTo(ExitCode.UNKNOWN_TOPIC.code());
        assertThat(missing.err()).contains("There is no record at offset 9");
    }

    @Test
    void letters_are_sent_back_as_they_were_after_a_plan_and_once(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 3; i++) {
            write(dead, topic, "key", "v" + i, "connect timeout");
        }

        var plan = run("redrive", dead.name(), "--record", "0:0,0:2", "-o", "csv");
        assertThat(plan.ok()).isEqualTo("target,records\n" + topic + ",2\n");
        assertThat(plan.err()).contains("Nothing was sent; --execute sends 2 records");
        assertThat(topic.records()).isEmpty();

        var sent = run("redrive", dead.name(), "--record", "0:0,0:2", "--execute");
        assertThat(sent.ok())
                .isEqualTo("%1$s:0:0  sent     %2$s:0:0\n%1$s:0:2  sent     %2$s:0:1\n".formatted(dead, topic));
        assertThat(sent.err()).isEqualTo("Sent: 2; failed: 0; skipped: 0\n");
        assertThat(topic.values()).containsExactly("v0", "v2");
        var record = topic.records().get(0);
        assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(keys(record)).containsExactly("own", "weir-redrive");
        assertThat(record.headers().lastHeader("own").value()).containsExactly(0, 0xff);

        assertThat(run("list", dead.name()).lines()).hasSize(2);
        assertThat(run("show", dead + ":0:2").ok())
                .contains("State        sent", "by kafka-cli:", "To           " + topic + ":0:1");
        var again = run("redrive", dead.name(), "--record", "0:0", "--execute");
        assertThat(again.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(again.out()).contains(dead + ":0:0  skipped  ");
        var rest = run("redrive", dead.name(), "--all", "--execute", "-o", "ndjson");
        assertThat(rest.ok())
                .contains("{\"letter\":\"" + dead + ":0:1\",\"effect\":\"sent\",\"to\":\"" + topic + ":0:2\"");
        assertThat(rest.err()).contains("Sent: 1; failed: 0; skipped: 2");
    }

    @Test
    void a_letter_is_edited_and_sent_elsewhere(TestTopic topic, @TempDir Path directory) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "DeadLettersCommandTest.gone", "k", "a", "bad json");
        write(dead, "DeadLettersCommandTest.gone", "k", "b", "bad json");
        var mended = Files.write(directory.resolve("mended"), new byte[] {'o', 'k', 0});

        run("redrive", dead.name(), "-r", "0:0", "--to", topic.name(), "--key", "n", "--value", "new", "--execute")
                .ok();
        run("redrive", dead.name(), "-r", "0:1", "--to", topic.name(), "--value-file", mended.toString(), "--execute")
                .ok();

        assertThat(topic.values()).containsExactly("new", "ok\0");
        assertThat(topic.records().get(0).key()).isEqualTo("n".getBytes(UTF_8));
        assertThat(topic.records().get(1).key()).isEqualTo("k".getBytes(UTF_8));
    }

    @Test
    void headers_of_a_letter_are_replaced_or_left_out_and_key_and_value_are_set_to_null(TestTopic topic)
            throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 3; i++) {
            write(dead, topic, "k", "v" + i, "bad json");
        }

        run("redrive", dead.name(), "-r", "0:0", "-H", "region=eu=1", "-H", "gone", "--execute")
                .ok();
        run("redrive", dead.name(), "-r", "0:1", "--no-headers", "--execute").ok();
        run("redrive", dead.name(), "-r", "0:2", "--null-key", "--tombstone", "--execute")
                .ok();

        var records = topic.records();
        assertThat(topic.values()).containsExactly("v0", "v1", null);
        assertThat(keys(records.get(0))).containsExactly("region", "gone", "weir-redrive");
        assertThat(records.get(0).headers().lastHeader("region").value()).isEqualTo("eu=1".getBytes(UTF_8));
        assertThat(records.get(0).headers().lastHeader("gone").value()).isNull();
        assertThat(keys(records.get(1))).containsExactly("weir-redrive");
        assertThat(records.get(1).key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(keys(records.get(2))).containsExactly("own", "weir-redrive");
        assertThat(records.get(2).key()).isNull();
    }

    private static List<String> keys(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(Header::key)
                .toList();
    }

    @Test
    void letters_whose_topic_is_gone_are_skipped_with_the_reason(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "DeadLettersCommandTest.gone", "k", "a", "bad json");

        var plan = run("redrive", dead.name(), "--cause", "bad");

        assertThat(plan.err())
                .contains("1 skipped: ", "DeadLettersCommandTest.gone")
                .contains("Nothing was sent; --execute sends 0 records");
    }

    @Test
    void a_terminal_is_asked_and_sees_the_progress(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, topic, "k", "a", "timeout");

        var refused = new CliRunner()
                .onTerminal(StandardStream.IN, StandardStream.ERR)
                .typing("n\n")
                .run("dead-letters", "redrive", dead.name(), "--all", "--execute");
        assertThat(refused.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(refused.err()).contains("Send 1 dead letter back? This cannot be undone. [y/N]");
        assertThat(topic.records()).isEmpty();

        new CliRunner()
                .onTerminal(StandardStream.IN, StandardStream.ERR)
                .typing("y\n")
                .run("dead-letters", "redrive", dead.name(), "--all", "--execute")
                .ok();
        assertThat(topic.values()).containsExactly("a");
    }

    /** Each run has its own consumers, producer and table of marks, as two Weirs have. */
    @Test
    void two_redrives_of_the_same_letters_send_each_once(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 20; i++) {
            write(dead, topic, "k" + i, "v" + i, "timeout");
        }
        var values = IntStream.range(0, 20).mapToObj(i -> "v" + i).toList();

        var runs = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> run("redrive", dead.name(), "--all", "--execute", "--rate", "100")))
                .limit(2)
                .toList();
        long sent = runs.stream()
                .map(run -> run.orTimeout(Deadlines.inMillis(60_000), TimeUnit.MILLISECONDS)
                        .join())
                .flatMap(run -> run.lines().stream())
                .filter(line -> line.contains("  sent  "))
                .count();

        assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(values);
        assertThat(sent).isEqualTo(20);
    }

    @Test
    void letters_are_kept_when_their_topic_is_deleted_meanwhile(TestTopic topic) throws Exception {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 4; i++) {
            write(dead, topic, "k" + i, "v" + i, "timeout");
        }

        var redrive =
                CompletableFuture.supplyAsync(() -> run("redrive", dead.name(), "--all", "--execute", "--rate", "0.5"));
        await().atMost(Deadlines.seconds(60)).until(() -> !topic.records().isEmpty());
        TestTopic.kafka()
                .getOrCreateAdminClient()
                .deleteTopics(List.of(topic.name()))
                .all()
                .get();
        var run = redrive.orTimeout(Deadlines.inMillis(120_000), TimeUnit.MILLISECONDS)
                .join();

        assertThat(run.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(0)).contains(":0:0  sent  ");
        assertThat(run.lines().get(3)).contains(":0:3  ").doesNotContain("  sent  ");
        assertThat(run("list", dead.name(), "--state", "all").lines()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "t.dead, 'Say which dead letters: --record, or --cause and --where, or --all'",
        "t.dead --all --record 0:1, 'Say which dead letters'",
        "t.dead --record 4, '--record is PARTITION:OFFSET, for example 0:4, not'",
        "t.dead --all --value x, 'change one letter, named with --record'",
        "t.dead --all --no-headers, 'change one letter, named with --record'",
        "t.dead --record 0:1 --value x --value-file f, '--value, --value-file and --tombstone exclude each other'",
        "t.dead --record 0:1 --key x --null-key, '--key and --null-key exclude each other'",
        "t.dead --record 0:1 --header a=b --no-headers, '--header and --no-headers exclude each other'",
        "t.dead --record 0:1 --header =b, 'A header is NAME=VALUE, not'",
        "t.dead --record 0:1 --value-file /none, 'The file ''/none'' cannot be read'",
        "t.dead --all --rate 0, '--rate is a number above 0'",
        "t.dead --where value==, 'column 8'"
    })
    void refuses_a_malformed_redrive(String arguments, String message) {
        var run = new CliRunner().run(("dead-letters redrive " + arguments).split(" "));

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains(message);
    }

    @Test
    void an_unknown_topic_and_a_malformed_position_are_refused() {
        assertThat(run("redrive", "DeadLettersCommandTest.none", "--all").exit())
                .isEqualTo(ExitCode.UNKNOWN_TOPIC.code());
        assertThat(run("show", "orders.dead").err()).contains("A dead letter is TOPIC:PARTITION:OFFSET");
    }

    private static CliRun run(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "dead-letters";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new CliRunner().run(all);
    }

    private static void write(TestTopic dead, Object origin, String key, String value, String reason) throws Exception {
        var record = new ProducerRecord<>(dead.name(), 0, key.getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("own", new byte[] {0, (byte) 0xff});
        Map.of(
                        "dead-letter-topic",
                        origin.toString(),
                        "dead-letter-partition",
                        "3",
                        "dead-letter-offset",
                        "117",
                        "dead-letter-reason",
                        reason)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }
}
