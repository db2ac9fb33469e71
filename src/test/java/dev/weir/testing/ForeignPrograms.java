package dev.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of other languages, which a machine may have or not. */
public final class ForeignPrograms {

    private static final int TIMEOUT_MINUTES = 2;

    private ForeignPrograms() {}

    /** Skips the test where the program is not installed; fails it where {@code WEIR_PROGRAMS=required}, as in CI. */
    public static void need(String program) {
        var installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if ("required".equals(System.getenv("WEIR_PROGRAMS"))) {
            assertThat(installed).as(program + " is installed").isTrue();
        }
        assumeTrue(installed, program + " is not installed");
    }

    /** Runs a program to its end, and returns what it printed; fails where it fails. */
    public static String run(Path log, String... command) throws IOException, InterruptedException {
        return run(log, Map.of(), command);
    }

    /** The same with variables of the environment. */
    public static String run(Path log, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " did not end:\n" + Files.readString(log));
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }
}
