package dev.weir.cli.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.reading.OffsetExpression;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class GroupCommandTest {

    @Test
    void group_is_described_reset_and_deleted(TestTopic topic) {
        var group = topic.name();
        new CliRunner().typing("a\nb\nc\n").run("produce", topic.name()).ok();
        new CliRunner()
                .run("group", "reset", group, "--to", "1", "--topic", topic.name(), "--execute")
                .ok();

        assertThat(new CliRunner().run("groups", "-o", "csv").lines()).contains(group + ",classic,,Empty,2");
        assertThat(new CliRunner()
                        .run("groups", "-o", "csv", "--no-lag", "--prefix", group)
                        .lines())
                .containsExactly("group,type,protocol,state", group + ",classic,,Empty");
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
    void a_reset_is_previewed_while_members_run_and_says_that_kafka_will_refuse_it(TestTopic topic) {
        new CliRunner().typing("a\nb\n").run("produce", topic.name()).ok();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "group.id",
                topic.name(),
                "auto.offset.reset",
                "earliest");
        try (var member = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            member.subscribe(List.of(topic.name()));
            Deadlines.await("records")
                    .until(() -> !member.poll(Duration.ofMillis(100)).isEmpty());
            member.commitSync();

            var planned = new CliRunner().run("group", "reset", topic.name(), "--to", "earliest", "-o", "csv");
            assertThat(planned.ok()).endsWith(topic + ",0,2,0,repeat,2\n");
            assertThat(planned.err()).contains("1 running member; Kafka refuses --execute until it has left");

            var refused = new CliRunner().run("group", "reset", topic.name(), "--to", "earliest", "--execute");
            assertThat(refused.exit()).isEqualTo(ExitCode.FAILED.code());
            assertThat(refused.err()).contains("has live members, which have to leave first");
            assertThat(topic.committed(topic.name())).isEqualTo(2);
        }
    }

    @Test
    void unknown_group_and_unknown_topic_have_different_exit_codes(TestTopic topic) {
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
    void reset_target_is_a_word_an_offset_a_shift_or_a_time() {
        var now = Instant.ofEpochMilli(10_000_000);
        assertThat(ResetGroupCommand.target("earliest", now)).isEqualTo(OffsetExpression.EARLIEST);
        assertThat(ResetGroupCommand.target("beginning", now)).isEqualTo(OffsetExpression.EARLIEST);
        assertThat(ResetGroupCommand.target("7", now)).isEqualTo(OffsetExpression.offset(7));
        assertThat(ResetGroupCommand.target("+7", now)).isEqualTo(OffsetExpression.committed(7));
        assertThat(ResetGroupCommand.target("-7", now)).isEqualTo(OffsetExpression.committed(-7));
        assertThat(ResetGroupCommand.target("@1s-ago", now)).isEqualTo(OffsetExpression.timestamp(9_999_000));
        for (var text : List.of("soon", "committed", "+", "1.5")) {
            Assertions.assertThatThrownBy(() -> ResetGroupCommand.target(text, now))
                    .isInstanceOf(CliException.class);
        }
    }
}
