package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.CliConsole;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    @ParameterizedTest
    @MethodSource("commands")
    void help_has_no_warning(CommandLine command) {
        var warnings = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(warnings, true, UTF_8));
        try {
            assertThat(command.getUsageMessage()).startsWith("Usage: kafka-cli").doesNotContain("%%", "%n");
        } finally {
            System.setErr(before);
        }
        assertThat(warnings.toString(UTF_8)).isEmpty();
    }

    static Stream<CommandLine> commands() {
        var console = new CliConsole(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Set.of(),
                Map.of());
        return below(new CommandTree(console).commandLine());
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
    }
}
