package dev.weir.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class GenerateCommandTest {

    @Test
    void generate_produces_to_a_topic_and_reports_counts(@Partitions(2) TestTopic topic) {
        var run = new CliRunner()
                .run("generate", topic.name(), "-n", "10", "--value", "这是第{n}条消息", "--partitioner", "round-robin");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEqualTo("Enqueued: 10; errors: 0\n");
        assertThat(topic.values()).hasSize(10).startsWith("这是第1条消息", "这是第3条消息").contains("这是第10条消息");
    }

    @Test
    void generate_repeats_its_output_with_the_same_seed() {
        var run = new CliRunner()
                .run("generate", "-n", "3", "--key", "n", "--value", "random:4", "--seed", "7", "--json");

        assertThat(run.lines()).hasSize(3).allMatch(line -> line.matches("\\{\"key\":\"\\d\",\"value\":\"[A-Z]{4}\"}"));
        assertThat(new CliRunner()
                        .run("generate", "-n", "3", "--key", "n", "--value", "random:4", "--seed", "7", "--json"))
                .isEqualTo(run);
    }

    @Test
    void generate_rejects_invalid_options(TestTopic topic) {
        assertThat(new CliRunner().run("generate", topic + ".not", "-n", "1").exit())
                .isEqualTo(ExitCode.UNKNOWN_TOPIC.code());
        assertThat(new CliRunner().run("generate", "-n", "0").exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner().run("generate", "-n", "1", "--rate", "-1").exit())
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner()
                        .run("generate", "-n", "1", "--value", "random:0")
                        .exit())
                .isEqualTo(ExitCode.USAGE.code());
    }
}
