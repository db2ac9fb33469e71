package dev.weir.testing;

import dev.weir.broker.TestBroker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program kcat, a client of Kafka that has nothing in common with ours: librdkafka, not Java. */
public final class Kcat {

    private Kcat() {}

    /** Whether this machine has it. */
    public static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kcat")));
    }

    /** Runs it against the broker of the run, with a text on standard input, and returns its standard output. */
    public static String run(String input, String... arguments) {
        return new String(output(input, arguments), StandardCharsets.UTF_8);
    }

    /** The same where the output is not text. */
    public static byte[] output(String input, String... arguments) {
        var command = new ArrayList<>(List.of("kcat", "-b", TestBroker.bootstrapServers()));
        command.addAll(List.of(arguments));
        try {
            var kcat = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var in = kcat.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = kcat.getInputStream().readAllBytes();
            if (!kcat.waitFor(Deadlines.inSeconds(10), TimeUnit.SECONDS) || kcat.exitValue() != 0) {
                throw new AssertionError("kcat failed: " + command);
            }
            return output;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", interrupted);
        }
    }
}
