package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.ForeignPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for fish offers commands, options and values. */
class FishCompletionTest {

    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void write() throws IOException {
        ForeignPrograms.need("fish");
        script = Files.writeString(
                directory.resolve("kafka-cli.fish"),
                new CliRunner().run("completion", "fish").ok());
    }

    @Test
    void offers_commands_with_their_descriptions() throws Exception {
        assertThat(offered("kafka-cli "))
                .contains("topics\tLists topics.", "topic\tCreates, describes, alters, truncates and deletes topics.");
        assertThat(offered("kafka-cli topic "))
                .extracting(FishCompletionTest::word)
                .containsExactlyInAnyOrder("alter", "create", "delete", "describe", "truncate");
        assertThat(offered("kafka-cli key "))
                .extracting(FishCompletionTest::word)
                .containsExactly("new");
    }

    @Test
    void offers_the_options_of_a_command_and_no_others() throws Exception {
        assertThat(offered("kafka-cli topic create orders --partit"))
                .singleElement()
                .asString()
                .startsWith("--partitions\t");
        assertThat(offered("kafka-cli --brokers")).isEmpty();
        assertThat(offered("kafka-cli topics --partit")).isEmpty();
        assertThat(offered("kafka-cli --ver"))
                .extracting(FishCompletionTest::word)
                .containsExactly("--version");
    }

    @Test
    void offers_the_values_of_options() throws Exception {
        assertThat(offered("kafka-cli consume orders --isolation "))
                .extracting(FishCompletionTest::word)
                .contains("read_committed", "read_uncommitted");
        assertThat(offered("kafka-cli produce orders --encoding "))
                .extracting(FishCompletionTest::word)
                .contains("json", "binary", "text");
        assertThat(offered("kafka-cli produce orders --compression "))
                .extracting(FishCompletionTest::word)
                .containsExactlyInAnyOrder("none", "gzip", "snappy", "lz4", "zstd");
        assertThat(offered("kafka-cli consume orders --output nd"))
                .extracting(FishCompletionTest::word)
                .containsExactly("ndjson");
        assertThat(offered("kafka-cli completion "))
                .extracting(FishCompletionTest::word)
                .containsExactlyInAnyOrder("bash", "fish", "zsh");
    }

    @Test
    void offers_files_only_where_an_option_takes_one() throws Exception {
        Files.writeString(directory.resolve("here.properties"), "");

        assertThat(offered("kafka-cli topics --config " + directory + "/")).contains(directory + "/here.properties");
        assertThat(offered("kafka-cli topics --brokers " + directory + "/")).isEmpty();
    }

    private List<String> offered(String line) throws IOException, InterruptedException {
        return ForeignPrograms.run(
                        directory.resolve("log"),
                        "fish",
                        "--no-config",
                        "-c",
                        "source '" + script + "'; complete --do-complete '" + line + "'")
                .lines()
                .toList();
    }

    private static String word(String offered) {
        return offered.replaceFirst("\t.*", "");
    }
}
