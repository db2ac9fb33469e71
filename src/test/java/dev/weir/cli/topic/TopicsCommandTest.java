package dev.weir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class TopicsCommandTest {

    @Test
    void topics_lists_one_name_per_line(TestTopic topic) {
        var run = new CliRunner().run("topics");

        assertThat(run.exit()).isZero();
        assertThat(run.lines()).contains(topic.name()).isSorted().noneMatch(name -> name.startsWith("__"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void topics_lists_details_as_json(@Partitions(3) TestTopic topic) {
        var run = new CliRunner().run("topics", "--details", "-o", "ndjson");

        assertThat(run.lines())
                .contains(
                        "{\"name\":\"" + topic
                                + "\",\"partitions\":3,\"replication_factor\":1,\"records\":0,\"bytes\":0,\"leaderless\":0,\"under_replicated\":0}");
    }

    @Test
    void topics_lists_a_part_and_says_where_it_goes_on(TestTopic topic) {
        TestTopic.create(topic + ".One", 1);
        TestTopic.create(topic + ".two", 1);

        var first = new CliRunner().run("topics", "--prefix", topic + ".", "--limit", "1");
        assertThat(first.ok()).isEqualTo(topic + ".One\n");
        assertThat(first.err()).isEqualTo("There are more; list them with --after '" + topic + ".One'\n");
        var rest = new CliRunner().run("topics", "--contains", topic.name(), "--after", topic + ".One");
        assertThat(rest.ok()).isEqualTo(topic + ".two\n");
        assertThat(rest.err()).isEmpty();

        var refused = new CliRunner().run("topics", "--limit", "0");
        assertThat(refused.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("limit is 1 to 1000, not 0");
    }

    @Test
    void topics_reports_an_unreachable_broker() {
        var run = new CliRunner().run("topics", "--brokers", "127.0.0.1:1");

        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE.code());
        assertThat(run.err()).contains("127.0.0.1:1").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void topics_rejects_unknown_options() {
        var run = new CliRunner().run("topics", "--colour");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("--colour", "kafka-cli topics --help").hasLineCount(1);
    }
}
