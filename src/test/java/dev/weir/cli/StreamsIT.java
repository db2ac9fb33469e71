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

/**
 * The packaged {@code kafka-cli}, by its script and by its jar, with streams, locales and directories of every kind.
 */
@ExtendWith(OwnTopic.class)
class StreamsIT {

    private static final String BROKERS = TestBroker.bootstrapServers();
    private static final Path HOME = Path.of("target", "quarkus-app").toAbsolutePath();
    private static final String SCRIPT = Path.of("kafka-cli").toAbsolutePath().toString();

    /** Without the script, as somebody runs it who has only the jars. */
    private static final String JARS = "%s -cp '%s' dev.weir.cli.KafkaCli"
            .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    List.of("app", "lib/main", "lib/boot").stream()
                            .map(each -> HOME.resolve(each) + "/*")
                            .collect(Collectors.joining(":")));

    /** The outcome of a line of a shell. */
    private record Ended(int exit, String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"<&-", "<&- >&-", "<&- 2>&-", "<&- >&- 2>&-"})
    void closed_input_is_nothing_that_can_be_read(String closed, TestTopic topic) {
        for (var program : List.of(SCRIPT, JARS)) {
            assertThat(shell(program + " produce " + topic + " " + closed).exit())
                    .isEqualTo(64);
        }
        assertThat(topic.end()).isZero();
    }

    @Test
    void closed_streams_that_a_command_does_not_use_are_no_matter(TestTopic topic) {
        for (var program : List.of(SCRIPT, JARS)) {
            assertThat(shell(program + " produce " + topic + " -v x <&- >&- 2>&-")
                            .exit())
                    .isZero();
        }
        assertThat(topic.values()).containsExactly("x", "x");
    }

    @Test
    void closed_output_cannot_be_written() {
        for (var program : List.of(SCRIPT, JARS)) {
            assertThat(shell(program + " topics >&-"))
                    .isEqualTo(new Ended(1, "kafka-cli: Standard output cannot be written: it is closed\n"));
        }
    }

    @Test
    void a_full_disk_fails_and_a_reader_that_has_gone_does_not(TestTopic topic) {
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
    void bytes_of_arguments_survive_every_locale(String name, String locale, TestTopic topic, @TempDir Path directory)
            throws IOException {
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
    void what_must_be_text_is_refused_where_it_is_not(TestTopic topic) {
        assertThat(shell(SCRIPT + " produce " + topic + " -v x -H \"$(printf 'n\\377=1')\""))
                .isEqualTo(new Ended(64, "kafka-cli: 'n\\xff' is not UTF-8\n"));
        assertThat(shell(SCRIPT + " consume " + topic + " --exit -g \"$(printf 'g\\377')\"")
                        .text())
                .contains("'g\\xff' is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks in it", "with:colons:", "wïth täxt", "all öf: it"})
    void runs_from_a_directory_of_any_name(String name, @TempDir Path directory) throws IOException {
        var home = Files.createDirectory(directory.resolve(name));
        Unpacked.into(home);

        for (int run = 0; run < 2; run++) {
            assertThat(shell("LC_ALL=C '" + home + "/kafka-cli' --version").text())
                    .startsWith("kafka-cli ");
        }
        assertThat(new Unpacked(home).archives()).hasSize(1);
    }

    @Test
    void a_pipe_a_device_and_a_file_are_each_a_whole_record(TestTopic topic, @TempDir Path directory)
            throws IOException {
        var file = Files.writeString(directory.resolve("a b"), "a file");
        shell("printf 'a pipe' | %s produce %s --whole".formatted(SCRIPT, topic));
        shell("printf 'a device' | %s produce %s --whole /dev/stdin".formatted(SCRIPT, topic));
        shell("%s produce %s --whole < '%s'".formatted(SCRIPT, topic, file));
        shell("mkfifo '%1$s/f'; printf 'a fifo' > '%1$s/f' & %2$s produce %3$s --whole '%1$s/f'"
                .formatted(directory, SCRIPT, topic));

        assertThat(topic.values()).containsExactly("a pipe", "a device", "a file", "a fifo");
    }

    @Test
    void input_that_cannot_be_read_is_one_sentence(TestTopic topic, @TempDir Path directory) {
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
