package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import dev.weir.testing.Unpacked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the packaged {@code kafka-cli}, by its script and by its jar, with various streams, locales and directories. */
@ExtendWith(OwnTopic.class)
class StreamsIT {

    private static final String BROKERS = TestBroker.bootstrapServers();
    private static final Path HOME = Path.of("target", "quarkus-app").toAbsolutePath();
    private static final String SCRIPT = Path.of("kafka-cli").toAbsolutePath().toString();

    /** Runs the jars without the script. */
    private static final String JARS = "%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.weir.cli.KafkaCli"
            .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    List.of("app", "lib/main", "lib/boot").stream()
                            .map(each -> HOME.resolve(each) + "/*")
                            .collect(Collectors.joining(":")));

    /** The result of a shell command. */
    private record Ended(int exit, String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"<&-", "<&- >&-", "<&- 2>&-", "<&- >&- 2>&-"})
    void produce_from_closed_input_is_rejected(String closed, TestTopic topic) {
        for (var program : List.of(SCRIPT, JARS)) {
            assertThat(shell(program + " produce " + topic + " " + closed).exit())
                    .isEqualTo(64);
        }
        assertThat(topic.end()).isZero();
    }

    @Test
    void unused_closed_streams_are_ignored(TestTopic topic) {
        for (var program : List.of(SCRIPT, JARS)) {
            assertThat(shell(program + " produce " + topic + " -v x <&- >&- 2>&-")
                            .exit())
                    .isZero();
        }
        assertThat(topic.values()).containsExactly("x", "x");
    }

    @Test
    void closed_output_fails_the_command() {
        for (var program : List.of(SCRIPT, JARS)) {
            assertThat(shell(program + " topics >&-"))
                    .isEqualTo(new Ended(1, "kafka-cli: Standard output cannot be written: it is closed\n"));
        }
    }

    @Test
    void full_disk_fails_the_command_and_broken_pipe_does_not(TestTopic topic) {
        CliProcess.run("produce", topic.name(), "-b", BROKERS, "-v", "x");

        assertThat(shell(SCRIPT + " consume " + topic + " --from beginning --exit -q >/dev/full"))
                .isEqualTo(new Ended(1, "kafka-cli: Standard output cannot be written: No space left on device\n"));
        assertThat(shell("{ " + SCRIPT + " generate --count 1000000 -v n; echo $? >&2; } | head -n 1")
                        .text())
                .startsWith("1\n")
                .endsWith("\n0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C           | LC_ALL=C
            none        | env -u LANG -u LC_ALL -u LC_CTYPE
            not there   | LC_ALL=xx_YY.UTF-8
            of one byte | LC_ALL=en_US.ISO-8859-1
            """)
    void arguments_keep_their_bytes_in_every_locale(
            String name, String locale, TestTopic topic, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ä.txt"), "file ä\n");
        for (var program : List.of(SCRIPT, JARS)) {
            var sent = shell(
                    "cd '%1$s'; %2$s %3$s produce %4$s -k 'ключ' -H 'h=ü' -v 'é' -v \"$(printf 'a\\377\\200b')\" && "
                                    .formatted(directory, locale, program, topic)
                            + "%s %s produce %s 'ä.txt' && ".formatted(locale, program, topic)
                            + "%s %s consume %s --from beginning --exit -q -k 'ключ' -t '%%k|%%v|%%h→' | iconv -f latin1 -t utf-8"
                                    .formatted(locale, program, topic));

            assertThat(sent.text()).contains(latin1("ключ|é|h=ü→"), latin1("ключ|") + "a\u00ff\u0080b|");
        }
        assertThat(topic.records()).hasSize(6).allSatisfy(record -> assertThat(
                        new String(record.key() == null ? record.value() : record.key(), StandardCharsets.UTF_8))
                .isIn("ключ", "file ä"));
    }

    @Test
    void names_outside_utf8_are_rejected(TestTopic topic) {
        assertThat(shell(SCRIPT + " produce " + topic + " -v x -H \"$(printf 'n\\377=1')\""))
                .isEqualTo(new Ended(64, "kafka-cli: 'n\\xff' is not UTF-8\n"));
        assertThat(shell(SCRIPT + " consume " + topic + " --exit -g \"$(printf 'g\\377')\"")
                        .text())
                .contains("'g\\xff' is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks in it", "with:colons:", "wïth täxt", "all öf: it"})
    void script_runs_in_a_directory_with_any_name(String name, @TempDir Path directory) throws IOException {
        var home = Files.createDirectory(directory.resolve(name));
        Unpacked.into(home);

        for (int run = 0; run < 2; run++) {
            assertThat(shell("LC_ALL=C '" + home + "/kafka-cli' --version").text())
                    .startsWith("kafka-cli ");
        }
        assertThat(new Unpacked(home).archives()).hasSize(1);
    }

    @Test
    void pipe_device_and_file_are_one_record_each(TestTopic topic, @TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("a b"), "a file");
        shell("printf 'a pipe' | %s produce %s --whole".formatted(SCRIPT, topic));
        shell("printf 'a device' | %s produce %s --whole /dev/stdin".formatted(SCRIPT, topic));
        shell("%s produce %s --whole < '%s'".formatted(SCRIPT, topic, file));
        shell("mkfifo '%1$s/f'; printf 'a fifo' > '%1$s/f' & %2$s produce %3$s --whole '%1$s/f'"
                .formatted(directory, SCRIPT, topic));

        assertThat(topic.values()).containsExactly("a pipe", "a device", "a file", "a fifo");
    }

    @Test
    void unreadable_input_is_reported_in_one_sentence(TestTopic topic, @TempDir Path directory) {
        var run = shell("%s produce %s < '%s'".formatted(SCRIPT, topic, directory));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.text()).startsWith("Standard input cannot be read: Is a directory\n");
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Ended shell(String line) {
        try {
            var builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
            builder.environment().putAll(Map.of("KAFKA_BROKERS", BROKERS));
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It does not end: " + line);
            }
            return new Ended(process.exitValue(), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", asked);
        }
    }
}
