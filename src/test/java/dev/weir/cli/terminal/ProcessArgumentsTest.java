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
}
