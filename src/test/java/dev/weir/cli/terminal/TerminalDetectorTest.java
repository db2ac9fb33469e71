package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalDetectorTest {

    @ParameterizedTest
    @ValueSource(strings = {"/dev/pts/7", "/dev/tty", "/dev/tty1", "/dev/ttyS0", "/dev/console", "/dev/hvc0"})
    void a_stream_of_a_terminal_counts_as_one(String device, @TempDir Path descriptors) throws IOException {
        Files.createSymbolicLink(descriptors.resolve("1"), Path.of(device));

        assertThat(TerminalDetector.of(descriptors)).containsExactly(StandardStream.OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "pipe:[4711]", "socket:[4711]", "/dev/pts/", "/home/me/dev/tty", "/dev/shm/1"})
    void a_stream_of_anything_else_does_not(String target, @TempDir Path descriptors) throws IOException {
        Files.createSymbolicLink(descriptors.resolve("1"), Path.of(target));

        assertThat(TerminalDetector.of(descriptors)).isEmpty();
    }

    @Test
    void no_stream_does_where_the_system_shows_none(@TempDir Path empty) {
        assertThat(TerminalDetector.of(empty.resolve("fd"))).isEmpty();
    }
}
