package dev.weir.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CliConsoleTest {

    /** Fails every write with a reason, and counts the attempts. */
    private static final class Refusing extends OutputStream {

        private final String reason;
        private int attempts;

        Refusing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            attempts++;
            throw new IOException(reason);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            write(0);
        }
    }

    @Test
    void write_after_the_reader_closed_throws_broken_pipe() {
        var console = console(new Refusing("Broken pipe"));
        console.line("x");

        assertThatThrownBy(console::flush).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void failed_write_has_a_reason_and_is_not_repeated() {
        var full = new Refusing("No space left on device");
        var console = console(full);
        console.line("x");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(console::flush)
                    .isInstanceOfSatisfying(CliException.class, failure -> assertThat(failure.exitCode())
                            .isEqualTo(ExitCode.FAILED))
                    .hasMessage("Standard output cannot be written: No space left on device");
        }
        assertThatThrownBy(() -> console.write("y".getBytes(UTF_8))).isInstanceOf(CliException.class);
        assertThat(full.attempts).isEqualTo(1);
    }

    private static CliConsole console(OutputStream out) {
        return new CliConsole(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), Set.of(), Map.of());
    }
}
