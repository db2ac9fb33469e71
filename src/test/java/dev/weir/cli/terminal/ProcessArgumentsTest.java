package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessArgumentsTest {

    private static final List<String> DECODED = List.of("produce", "t", "\uFFFD\uFFFD", "?");

    @Test
    void has_the_arguments_that_java_has_lost() {
        var all = List.of("java", "-cp", "x", "Main", "produce", "t", "é", "ü");

        assertThat(ProcessArguments.arguments(DECODED, all)).containsExactly("produce", "t", "é", "ü");
    }

    @Test
    void trusts_no_arguments_that_are_others() {
        assertThatThrownBy(() -> ProcessArguments.arguments(DECODED, List.of("java", "consume", "t", "é", "ü")))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> ProcessArguments.arguments(DECODED, List.of())).isInstanceOf(CliException.class);
    }

    @Test
    void leaves_what_is_whole() {
        assertThat(ProcessArguments.arguments(List.of("topics", "-o", "é"), List.of()))
                .containsExactly("topics", "-o", "é");
    }

    @Test
    void has_the_environment_of_this_process() {
        assertThat(ProcessArguments.environment()).containsEntry("PATH", System.getenv("PATH"));
    }
}
