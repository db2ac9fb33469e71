package dev.weir.cli.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.groups.ResetRequest;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class GroupCommandTest {

    @Test
    void shows_moves_and_deletes_a_group(TestTopic topic) {
        var group = topic.name();
        new CliRunner().typing("a\nb\nc\n").run("produce", topic.name()).ok();
        new CliRunner()
                .run("group", "reset", group, "--to", "1", "--topic", topic.name(), "--execute")
                .ok();

        assertThat(new CliRunner().run("groups", "-o", "csv").lines()).contains(group + ",classic,,Empty,2");
        assertThat(new CliRunner().run("group", "describe", group).lines())
                .contains("Group        " + group, "Lag          2")
                .anySatisfy(line -> assertThat(line.split(" +")).contains(topic.name(), "1", "3", "2"));

        var planned = new CliRunner().run("group", "reset", group, "--to", "-1", "-o", "csv");
        assertThat(planned.ok()).endsWith(topic + ",0,1,0,repeat,1\n");
        assertThat(planned.err()).contains("--execute");
        assertThat(topic.committed(group)).isEqualTo(1);
        new CliRunner()
                .run("group", "reset", group, "--to", "end", "--partition", topic + ":0", "--execute")
                .ok();
        assertThat(topic.committed(group)).isEqualTo(3);

        new CliRunner().run("group", "delete", group).ok();
        var gone = new CliRunner().run("group", "describe", group);
        assertThat(gone.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(gone.err()).contains("There is no group '" + group + "'");
    }

    @Test
    void tells_a_group_that_is_not_there_from_a_topic_that_is_not(TestTopic topic) {
        assertThat(new CliRunner()
                        .run("group", "reset", topic.name(), "--to", "end")
                        .exit())
                .isEqualTo(ExitCode.FAILED.code());
        assertThat(new CliRunner()
                        .run("group", "reset", topic.name(), "--to", "end", "-t", topic + ".not")
                        .exit())
                .isEqualTo(ExitCode.UNKNOWN_TOPIC.code());
        assertThat(new CliRunner()
                        .run("group", "reset", topic.name(), "--to", "end", "-p", "nowhere")
                        .exit())
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void a_place_to_go_on_is_a_word_a_number_a_way_or_a_time() {
        var now = Instant.ofEpochMilli(10_000_000);
        assertThat(ResetTarget.of("beginning", now)).isEqualTo(new ResetTarget(ResetRequest.To.EARLIEST, null));
        assertThat(ResetTarget.of("7", now)).isEqualTo(new ResetTarget(ResetRequest.To.OFFSET, 7L));
        assertThat(ResetTarget.of("+7", now)).isEqualTo(new ResetTarget(ResetRequest.To.SHIFT, 7L));
        assertThat(ResetTarget.of("-7", now)).isEqualTo(new ResetTarget(ResetRequest.To.SHIFT, -7L));
        assertThat(ResetTarget.of("@1s-ago", now)).isEqualTo(new ResetTarget(ResetRequest.To.TIMESTAMP, 9_999_000L));
        Assertions.assertThatThrownBy(() -> ResetTarget.of("soon", now)).isInstanceOf(CliException.class);
    }
}
