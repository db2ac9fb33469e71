package dev.weir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class TopicCommandTest {

    @Test
    void topic_is_created_altered_described_and_deleted() {
        var name = "TopicCommandTest.whole-life";
        new CliRunner()
                .run("topic", "create", name, "-p", "2", "-r", "1", "--set", "retention.ms=60000")
                .ok();
        new CliRunner()
                .run("topic", "alter", name, "-p", "3", "--set", "cleanup.policy=compact", "-u", "retention.ms")
                .ok();

        var shown =
                new CliRunner().run("topic", "describe", name, "-o", "ndjson").ok();
        assertThat(shown)
                .contains("\"name\":\"" + name + "\"", "\"cleanup.policy\":\"compact\"", "\"partition\":2")
                .doesNotContain("retention.ms", "\"partition\":3");

        new CliRunner().run("topic", "delete", name).ok();
        var gone = new CliRunner().run("topic", "describe", name);
        assertThat(gone.exit()).isEqualTo(ExitCode.UNKNOWN_TOPIC.code());
        assertThat(gone.err()).isEqualTo("kafka-cli: There is no topic '" + name + "'\n");
    }

    @Test
    void describe_shows_a_topic_as_a_table(@Partitions(2) TestTopic topic) {
        new CliRunner()
                .typing("a\nb\n")
                .run("produce", topic.name(), "--partition", "1")
                .ok();

        assertThat(new CliRunner().run("topic", "describe", topic.name()).lines())
                .contains("Topic        " + topic, "Records      2")
                .anySatisfy(line -> assertThat(line).startsWith("PARTITION  LEADER"))
                .anySatisfy(line -> assertThat(line.strip().split(" +")).startsWith("1", "1", "1", "1", "0", "2", "2"));
    }

    @Test
    void create_rejects_existing_and_invalid_topics(TestTopic topic) {
        assertThat(new CliRunner().run("topic", "create", topic.name()).exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(new CliRunner()
                        .run("topic", "create", topic.name(), "--if-not-exists")
                        .exit())
                .isZero();
        assertThat(new CliRunner().run("topic", "create", "a/b").exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner().run("topic", "create", "a", "-p", "0").exit())
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner().run("topic", "alter", topic.name()).exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner()
                        .run("topic", "create", "TopicCommandTest.dry", "--dry-run")
                        .exit())
                .isZero();
        assertThat(new CliRunner().run("topics").lines()).doesNotContain("TopicCommandTest.dry");
    }

    @Test
    void truncate_deletes_records_before_the_offset(@Partitions(2) TestTopic topic) {
        new CliRunner()
                .typing("a\nb\nc\n")
                .run("produce", topic.name(), "--partition", "0")
                .ok();

        assertThat(new CliRunner().run("topic", "truncate", topic.name(), "--before", "9", "-p", "0"))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(ExitCode.FAILED.code()))
                .satisfies(run -> assertThat(run.err()).contains("--before is 9, and partition 0 ends at 3"));
        assertThat(new CliRunner()
                        .run("topic", "truncate", topic.name(), "--before", "2", "-p", "0", "-o", "csv")
                        .ok())
                .isEqualTo("partition,beginning_offset\n0,2\n");
        assertThat(new CliRunner()
                        .run("topic", "truncate", topic.name(), "-o", "csv")
                        .ok())
                .isEqualTo("partition,beginning_offset\n0,3\n1,0\n");
    }

    @Test
    void delete_asks_for_confirmation_on_a_terminal(TestTopic topic) {
        var no = atTerminal("n\n").run("topic", "delete", topic.name());

        assertThat(no.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(no.err()).contains("[y/N]", "Not confirmed");
        assertThat(new CliRunner().run("topics").lines()).contains(topic.name());
        assertThat(atTerminal("y\n").run("topic", "delete", topic.name()).exit())
                .isZero();
        assertThat(new CliRunner().run("topics").lines()).doesNotContain(topic.name());
    }

    @Test
    void internal_topics_are_neither_deleted_nor_truncated() {
        var run = new CliRunner().run("topic", "delete", "__consumer_offsets");

        assertThat(run.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(run.err()).contains("Kafka's own");
    }

    private static CliRunner atTerminal(String typed) {
        return new CliRunner().typing(typed).onTerminal(StandardStream.IN, StandardStream.ERR);
    }
}
