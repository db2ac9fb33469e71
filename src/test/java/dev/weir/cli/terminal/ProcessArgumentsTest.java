package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessArgumentsTest {

    private static final List<String> DECODED = List.of("produce", "t", "\uFFFD\uFFFD", "?");

    @Test
    void lost_arguments_are_restored_from_the_process() {
        var all = List.of("java", "-cp", "x", "Main", "produce", "t", "é", "ü");

        assertThat(ProcessArguments.arguments(DECODED, all)).containsExactly("produce", "t", "é", "ü");
    }

    @Test
    void arguments_of_another_command_line_are_not_used() {
        assertThatThrownBy(() -> ProcessArguments.arguments(DECODED, List.of("java", "consume", "t", "é", "ü")))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> ProcessArguments.arguments(DECODED, List.of())).isInstanceOf(CliException.class);
    }

    @Test
    void intact_arguments_stay_unchanged() {
        assertThat(ProcessArguments.arguments(List.of("topics", "-o", "é"), List.of()))
                .containsExactly("topics", "-o", "é");
    }

    @Test
    void environment_is_that_of_the_process() {
        assertThat(ProcessArguments.environment()).containsEntry("PATH", System.getenv("PATH"));
    }

    @Test
    void a_native_executable_keeps_the_options_of_its_command() {
        assertThat(ProcessArguments.ofExecutable(List.of("kafka-cli", "produce", "t", "-D", ":", "-Xssl.protocol=TLS")))
                .containsExactly("produce", "t", "-D", ":", "-Xssl.protocol=TLS");
    }

    @Test
    void the_options_of_a_native_executable_stand_before_its_command() {
        assertThat(ProcessArguments.ofExecutable(List.of("lib/weir", "-Xmx64m", "-Da=b", "topics", "-Xa=b")))
                .containsExactly("topics", "-Xa=b");
    }

    @Test
    void a_link_gives_the_executable_a_name() {
        assertThat(ProcessArguments.isNamed("kafka-cli", List.of("/usr/bin/kafka-cli", "topics")))
                .isTrue();
        assertThat(ProcessArguments.isNamed("kafka-cli", List.of("/opt/kafka-cli/weir", "kafka-cli")))
                .isFalse();
        assertThat(ProcessArguments.isNamed("kafka-cli", List.of())).isFalse();
    }
}
