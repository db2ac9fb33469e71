package dev.weir.cli.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnTopic.class)
class ProduceCommandTest {

    @TempDir
    Path directory;

    @Test
    void each_line_is_a_record(TestTopic topic) {
        var run = new CliRunner().typing("a\r\n\nc").run("produce", topic.name());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("3 records written").endsWith("0 failed\n");
        assertThat(topic.values()).containsExactly("a\r", "", "c");
        assertThat(topic.records())
                .allSatisfy(record -> assertThat(record.key()).isNull());
    }

    @Test
    void line_is_split_at_the_key_delimiter(TestTopic topic) {
        var run = new CliRunner()
                .typing("k1: v:1\n:\nk2:NULL\n")
                .run("produce", topic.name(), "-K", ":", "--null", "NULL");

        assertThat(run.exit()).isZero();
        assertThat(topic.values()).containsExactly(" v:1", "", null);
        assertThat(topic.records())
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("k1", "", "k2");
    }

    @Test
    void invalid_line_is_reported_and_the_others_are_sent(TestTopic topic) {
        var run = new CliRunner().typing("a=1\nb\nc=3\n").run("produce", topic.name(), "--key-delimiter", "=");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("Line 2: ").contains("'='", "2 records written", "1 failed");
        assertThat(topic.values()).containsExactly("1", "3");
    }

    @Test
    void rejected_record_is_reported_and_the_others_are_sent(TestTopic topic) {
        var run =
                new CliRunner().typing("a\n" + "x".repeat(2_000_000) + "\nc\n").run("produce", topic.name());

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).startsWith("Line 2: ").contains("2 records written", "1 failed");
        assertThat(topic.values()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void options_define_a_record(@Partitions(2) TestTopic topic) {
        var run = new CliRunner()
                .run(
                        "produce",
                        topic.name(),
                        "-v",
                        "Hello Go!",
                        "-k",
                        "k",
                        "-p",
                        "1",
                        "--timestamp",
                        "1h-ago",
                        "-H",
                        "myTestHeader=header values are binary",
                        "-H",
                        "none",
                        "-H",
                        "a=b=c");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEqualTo("1 record written to " + topic + "[1] at offset 0\n");
        var record = topic.record();
        assertThat(record.partition()).isEqualTo(1);
        assertThat(Instant.ofEpochMilli(record.timestamp()))
                .isBetween(Instant.now().minusSeconds(3_660), Instant.now().minusSeconds(3_599));
        assertThat(record.key()).asString().isEqualTo("k");
        assertThat(record.value()).asString().isEqualTo("Hello Go!");
        assertThat(record.headers().lastHeader("myTestHeader").value())
                .asString()
                .isEqualTo("header values are binary");
        assertThat(record.headers().lastHeader("none").value()).isNull();
        assertThat(record.headers().lastHeader("a").value()).asString().isEqualTo("b=c");
    }

    @Test
    void tombstone_has_a_key_and_a_null_value(TestTopic topic) {
        assertThat(new CliRunner()
                        .run("produce", topic.name(), "--key", "k", "--tombstone")
                        .exit())
                .isZero();

        assertThat(topic.record().key()).asString().isEqualTo("k");
        assertThat(topic.record().value()).isNull();
    }

    @Test
    void files_are_split_into_lines_or_read_whole(TestTopic topic) throws IOException {
        var first = Files.writeString(directory.resolve("first"), "a\nb\n").toString();
        var second = Files.writeString(directory.resolve("second"), "c\0\n").toString();

        assertThat(new CliRunner()
                        .typing("x")
                        .run("produce", topic.name(), first, "-", second)
                        .exit())
                .isZero();
        assertThat(new CliRunner()
                        .run("produce", topic.name(), "--whole", first, second)
                        .exit())
                .isZero();
        assertThat(topic.values()).containsExactly("a", "b", "x", "c\0", "a\nb\n", "c\0\n");
    }

    @Test
    void invalid_line_of_a_file_is_reported_with_the_file(TestTopic topic) throws IOException {
        var file = Files.writeString(directory.resolve("file"), "{\"value\":\"a\"}\n{\"value\":}\n")
                .toString();

        var run = new CliRunner().run("produce", topic.name(), "--format", "ndjson", file);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith(file + ", line 2: not JSON").contains("1 record written");
        assertThat(topic.values()).containsExactly("a");
    }

    @Test
    void first_ten_failures_are_reported_and_the_rest_counted(TestTopic topic) {
        var run = new CliRunner().typing("x\n".repeat(30)).run("produce", topic.name(), "-f", "ndjson");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("Line 10: ", "0 records written", "30 failed")
                .doesNotContain("Line 11: ");
        assertThat(run.err()).hasLineCount(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"murmur2", "fnv1a", "fnv1a-reference", "crc32", "crc32-signed"})
    void partitioner_chooses_the_partition_of_the_other_client(String partitioner, @Partitions(7) TestTopic topic) {
        new CliRunner()
                .typing("alpha:1\nbeta:2\n")
                .run("produce", topic.name(), "-K", ":", "--partitioner", partitioner);

        assertThat(topic.records()).hasSize(2).allSatisfy(record -> assertThat(record.partition())
                .isEqualTo(PartitionerType.fromString(partitioner).partition(record.key(), 7)));
    }

    @Test
    void round_robin_distributes_records_evenly(@Partitions(3) TestTopic topic) {
        new CliRunner().typing("x\n".repeat(6)).run("produce", topic.name(), "--partitioner", "round-robin");

        assertThat(topic.records()).extracting(record -> record.partition()).containsExactly(0, 0, 1, 1, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({"gzip, all", "snappy, leader", "lz4, none", "zstd, all", "none, 1"})
    void records_are_stored_with_every_codec_and_acks(String codec, String acks, TestTopic topic) {
        var run = new CliRunner().typing("a\nb\n").run("produce", topic.name(), "-z", codec, "--acks", acks);

        assertThat(run.ok()).isEmpty();
        assertThat(run.err()).startsWith("2 records written");
        Deadlines.await("both records in the topic").until(() -> topic.values().size() == 2);
    }

    @Test
    void terminal_shows_a_prompt_for_each_line(TestTopic topic) {
        var run = new CliRunner()
                .onTerminal(StandardStream.IN, StandardStream.ERR)
                .typing("first\nsecond\n")
                .run("produce", topic.name());

        assertThat(run.err()).startsWith(">>>").contains("2 records written");
        assertThat(run.out()).isEmpty();
        assertThat(topic.values()).containsExactly("first", "second");
    }

    @Test
    void rate_limits_records_per_second(TestTopic topic) {
        long start = System.nanoTime();

        new CliRunner().typing("a\nb\nc\n").run("produce", topic.name(), "--rate", "5");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(topic.values()).containsExactly("a", "b", "c");
    }

    @Test
    void quiet_prints_nothing_on_success(TestTopic topic) {
        assertThat(new CliRunner().run("produce", topic.name(), "-q", "-v", "a").err())
                .isEmpty();
    }

    @Test
    void unknown_topic_exits_with_3_and_is_not_created() {
        var run = new CliRunner().typing("a\n").run("produce", "ProduceCommandTest-none");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("kafka-cli: There is no topic 'ProduceCommandTest-none'\n");
        assertThat(new CliRunner().run("topics").lines()).doesNotContain("ProduceCommandTest-none");
    }

    @Test
    void unknown_partition_exits_with_3(TestTopic topic) {
        var run = new CliRunner().run("produce", topic.name(), "-v", "a", "-p", "9");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("no partition 9");
        assertThat(topic.values()).isEmpty();
    }

    @Test
    void internal_topics_are_rejected() {
        assertThat(new CliRunner()
                        .run("produce", "__consumer_offsets", "-v", "a")
                        .exit())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "t -p -1 -v x",
                "t --tombstone",
                "t --key k -K :",
                "t --value x --format ndjson",
                "t --whole -K :",
                "t --keep-partitions",
                "t -K : --format ndjson",
                "t --delimiter ab",
                "t --acks some -v x",
                "t --partitioner best -v x",
                "t --timestamp soon -v x",
                "t --format csv",
                "t -H =x -v x",
                "t /no/such/file",
                "t --rate 0 -v x"
            })
    void invalid_command_line_exits_with_64(String arguments) {
        var run = new CliRunner().run(("produce " + arguments).split(" ", -1));

        assertThat(run.exit()).isEqualTo(64);
        assertThat(run.err()).startsWith("kafka-cli: ").hasLineCount(1);
    }
}
