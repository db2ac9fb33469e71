package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import dev.weir.testing.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnTopic.class)
class ConsumeCommandTest {

    /** Recent, because Kafka deletes records older than a week. */
    private static final long FIRST_MILLIS = System.currentTimeMillis() - 3_600_000;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            --from beginning,                   0 1 2 3 4 5 6 7 8 9
            --from-beginning,                   0 1 2 3 4 5 6 7 8 9
            --from end,                         ``
            --from 7,                           7 8 9
            --from -2,                          8 9
            --from -99,                         0 1 2 3 4 5 6 7 8 9
            --from @{4000}ms,       4 5 6 7 8 9
            --from @{3001}ms,   4 5 6 7 8 9
            --from @now,                        ``
            --from 2 --to 5,                    2 3 4
            --from 2 --to -5,                   2 3 4
            --from 8 --to end,                  8 9
            --from 5 --to @{7000}ms,5 6
            --from 3 --to 99,                   3 4 5 6 7 8 9
            --from 5 --count 2,                 5 6
            --from 5 --to 3,                    ``
            """)
    void consume_reads_the_range_of_from_and_to(String options, String values, TestTopic topic) {
        sendTen(topic);

        var run = new CliRunner().run(("consume " + topic + " --exit " + at(options)).split(" ", -1));

        assertThat(String.join(" ", run.ok().lines().toList())).isEqualTo(values);
        assertThat(run.err()).isEqualTo(run.lines().size() + " records of " + topic + "\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            --key k3,                   3
            --key ~[12]$,               1 2
            --value 4,                  4
            --value ~[^0-7],            8 9
            --header odd,               1 3 5 7 9
            --header n=6,               6
            --header n~[67],            6 7
            --header n~[67] --header odd --value ~., 7
            --where headers.n=~'[67]'&&has(headers.odd), 7
            --header even,              ``
            """)
    void consume_writes_only_matching_records(String options, String values, TestTopic topic) {
        sendTen(topic);

        var run = new CliRunner().run(("consume " + topic + " --from beginning --exit " + options).split(" ", -1));

        assertThat(String.join(" ", run.ok().lines().toList())).isEqualTo(values);
        assertThat(run.err()).contains(10 - run.lines().size() + " skipped");
    }

    @Test
    void select_writes_a_part_of_the_value(TestTopic topic) {
        new CliRunner()
                .typing("{\"a\":[1,{\"b\":\"x y\"}]}\nplain\n{\"a\":[1,{\"b\":[2, 3]}]}\n{}\n")
                .run("produce", topic.name());

        var run = new CliRunner().run("consume", topic.name(), "--from", "beginning", "--exit", "--select", ".a[1].b");

        assertThat(run.lines()).containsExactly("x y", "[2, 3]");
        assertThat(run.err()).isEqualTo("2 records of " + topic + ", 2 skipped\n");
    }

    @Test
    void consume_reads_several_topics_and_selected_partitions(
            @Partitions(3) TestTopic one, @Partitions(3) TestTopic two) {
        for (var topic : new TestTopic[] {one, two}) {
            for (int i = 0; i < 3; i++) {
                new CliRunner().run("produce", topic.name(), "-v", "x", "-p", "" + i);
            }
        }

        var both = new CliRunner()
                .run("consume", one.name(), two.name(), "--from", "beginning", "-e", "-p", "0,2", "-t", "%t %p");

        assertThat(both.lines()).containsExactlyInAnyOrder(one + " 0", one + " 2", two + " 0", two + " 2");
    }

    @Test
    void pattern_selects_topics_by_their_whole_name(TestTopic one, TestTopic two) {
        new CliRunner().run("produce", one.name(), "-v", "1");
        new CliRunner().run("produce", two.name(), "-v", "2");
        var like = one.name().replace(".", "\\.") + ".*";

        assertThat(new CliRunner()
                        .run("consume", "--pattern", like, "--from", "beginning", "-e")
                        .lines())
                .containsExactlyInAnyOrder("1", "2");
        // The pattern must match the whole name.
        assertThat(new CliRunner()
                        .run("consume", "--pattern", like.substring(1), "-e")
                        .exit())
                .isEqualTo(3);
    }

    @Test
    void consume_supports_every_output_format(TestTopic topic) {
        new CliRunner().run("produce", topic.name(), "-k", "k", "-v", "v", "--timestamp", FIRST_MILLIS + "ms");
        new CliRunner().run("produce", topic.name(), "-k", "k", "--tombstone", "--timestamp", FIRST_MILLIS + "ms");

        assertThat(shown(topic, "-o", "json")).isEqualTo("""
                        [
                        {"topic":"%1$s","key":"k","value":"v","partition":0,"offset":0,"timestamp":%2$d},
                        {"topic":"%1$s","key":"k","value":null,"partition":0,"offset":1,"timestamp":%2$d}
                        ]
                        """.formatted(topic, FIRST_MILLIS));
        assertThat(shown(topic, "-o", "csv"))
                .endsWith("%1$s,0,0,%2$d,k,v,\n%1$s,0,1,%2$d,k,,\n".formatted(topic, FIRST_MILLIS));
        assertThat(shown(topic, "-o", "table"))
                .contains("OFFSET", Instant.ofEpochMilli(FIRST_MILLIS).toString());
        assertThat(shown(topic, "-K", ":", "--null", "NULL", "-D", ";")).isEqualTo("k:v;k:NULL;");
    }

    @Test
    void last_records_are_counted_by_isolation_level(TestTopic topic) {
        try (var transactions = new Transactions(topic.name())) {
            for (var value : List.of("a", "b", "c", "d")) {
                transactions.commit(value);
                transactions.abort("not " + value);
            }
        }

        assertThat(new CliRunner()
                        .run("consume", topic.name(), "--from", "-3", "--exit", "--isolation", "read_committed")
                        .ok())
                .isEqualTo("b\nc\nd\n");
        assertThat(new CliRunner()
                        .run("consume", topic.name(), "--from", "-3", "--count", "3", "-g", topic.name())
                        .ok())
                .isEqualTo("not c\nd\nnot d\n");
    }

    @Test
    void timeout_ends_consume_without_new_records(TestTopic topic) {
        new CliRunner().run("produce", topic.name(), "-v", "a").ok();

        assertThat(new CliRunner()
                        .run("consume", "--topic", topic.name(), "--from-beginning", "--timeout-ms", "2000")
                        .ok())
                .isEqualTo("a\n");
    }

    @Test
    void exit_ends_after_transaction_markers(TestTopic topic) {
        try (var transactions = new Transactions(topic.name())) {
            transactions.abort("never");
            transactions.commit("a");
            transactions.abort("neither");
        }

        assertThat(shown(topic, "--isolation", "read_committed")).isEqualTo("a\n");
        assertThat(shown(topic)).isEqualTo("never\na\nneither\n");
    }

    @Test
    void deleted_offsets_are_reported(TestTopic topic) {
        sendTen(topic);
        TestTopic.kafka()
                .getOrCreateAdminClient()
                .deleteRecords(Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(8)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        var run = new CliRunner().run("consume", topic.name(), "--from", "3", "--exit");

        assertThat(run.lines()).containsExactly("8", "9");
        assertThat(run.err()).startsWith(topic + "[0] has no offset 3; it is read from 8\n");
    }

    @Test
    void group_resumes_at_its_committed_offsets(@Partitions(2) TestTopic topic) {
        new CliRunner().typing("x\n".repeat(10)).run("produce", topic.name(), "--partitioner", "round-robin");

        assertThat(asGroup(topic, "--count", "3")).hasSize(3);
        assertThat(asGroup(topic, "--from", "beginning")).hasSize(7);
        assertThat(asGroup(topic)).isEmpty();
        assertThat(asGroup(topic, "--partitions", "0", "--from", "2")).hasSize(3);
    }

    @Test
    void group_started_at_latest_reads_records_produced_while_it_was_stopped(TestTopic topic) {
        sendTen(topic);

        assertThat(asGroup(topic, "--from", "end")).isEmpty();
        new CliRunner().run("produce", topic.name(), "-v", "while it was away");
        assertThat(asGroup(topic, "--from", "end")).containsExactly("while it was away");
    }

    @Test
    void manually_assigned_partitions_resume_at_committed_offsets(TestTopic topic) {
        sendTen(topic);

        assertThat(asGroup(topic, "--partition", "0", "--from", "end")).isEmpty();
        new CliRunner().run("produce", topic.name(), "-v", "while it was away");
        assertThat(asGroup(topic, "--partition", "0", "--from", "end")).containsExactly("while it was away");
    }

    @ParameterizedTest
    @CsvSource({"auto, 10", "each, 10", "end, 10", "never, 0"})
    void commit_mode_sets_when_offsets_are_committed(String when, long committed, TestTopic topic) {
        sendTen(topic);

        assertThat(asGroup(topic, "--commit", when)).hasSize(10);
        assertThat(topic.committed(topic.name())).isEqualTo(committed);
    }

    @Test
    void consume_without_group_creates_no_group(TestTopic topic) {
        sendTen(topic);
        var before = TestTopic.kafka().consumerGroups().list().size();

        shown(topic);

        assertThat(TestTopic.kafka().consumerGroups().list()).hasSize(before);
    }

    @Test
    void unknown_topic_or_partition_exits_with_3(TestTopic topic) {
        var run = new CliRunner().run("consume", "ConsumeCommandTest-none");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("kafka-cli: There is no topic 'ConsumeCommandTest-none'\n");
        assertThat(new CliRunner().run("consume", topic.name(), "-p", "1").exit())
                .isEqualTo(3);
        assertThat(new CliRunner()
                        .run("consume", "ConsumeCommandTest-none", "-g", topic.name())
                        .exit())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t --pattern x",
                "--pattern (",
                "t --from middle",
                "t --from stored",
                "t --from 1 --from-beginning",
                "t --to stored",
                "t --to @2999-01-01",
                "t --count 0",
                "t --commit each",
                "t -p -1",
                "t -p x",
                "t --key ~(",
                "t --header =x",
                "t --select a",
                "t --template %q",
                "t --template %v -o json",
                "t -o csv -K :",
                "t -o csv --encoding json",
                "t -o ndjson --encoding auto",
                "t -o yaml",
                "t -D \\q",
                "t --isolation some"
            })
    void invalid_command_line_exits_with_64(String arguments) {
        var run = new CliRunner().run(("consume " + arguments).trim().split(" ", -1));

        assertThat(run.exit()).isEqualTo(64);
        assertThat(run.err()).startsWith("kafka-cli: ").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    /** Replaces numbers in braces with the timestamps of the records with these numbers. */
    private static String at(String options) {
        return Pattern.compile("\\{(\\d+)}")
                .matcher(options)
                .replaceAll(time -> Long.toString(FIRST_MILLIS + Long.parseLong(time.group(1))));
    }

    private static List<String> asGroup(TestTopic topic, String... options) {
        var arguments = new ArrayList<>(List.of("consume", topic.name(), "--exit", "-g", topic.name()));
        arguments.addAll(List.of(options));
        return new CliRunner()
                .run(arguments.toArray(String[]::new))
                .ok()
                .lines()
                .toList();
    }

    private static String shown(TestTopic topic, String... options) {
        var arguments = new ArrayList<>(List.of("consume", topic.name(), "--from", "beginning", "-e"));
        arguments.addAll(List.of(options));
        return new CliRunner().run(arguments.toArray(String[]::new)).ok();
    }

    /**
     * Produces values 0 to 9, a second apart, with keys k0 to k9, and headers with the number and whether it is odd.
     */
    private static void sendTen(TestTopic topic) {
        var lines = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{\"key\":\"k%1$d\",\"value\":\"%1$d\",\"timestamp\":%4$d,\"headers\":[%2$s{\"key\":\"n\",\"value\":\"%3$s\"}]}"
                                .formatted(
                                        i,
                                        i % 2 == 1 ? "{\"key\":\"odd\",\"value\":null}," : "",
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        Integer.toString(i).getBytes(UTF_8)),
                                        FIRST_MILLIS + i * 1000L))
                .collect(Collectors.joining("\n"));
        assertThat(new CliRunner()
                        .typing(lines)
                        .run("produce", topic.name(), "-f", "ndjson")
                        .exit())
                .isZero();
    }
}
