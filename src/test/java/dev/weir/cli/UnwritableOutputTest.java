package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that writes data fails on a full disk. */
@ExtendWith(OwnTopic.class)
class UnwritableOutputTest {

    private static final String SENTENCE = "kafka-cli: Standard output cannot be written: No space left on device\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "consume --help",
                "completion bash",
                "completion fish",
                "completion zsh",
                "topics",
                "topics -o json",
                "topics --details -o csv",
                "topic describe %s",
                "topic describe %s -o ndjson",
                "topic truncate %s --yes",
                "groups",
                "groups -o ndjson",
                "brokers",
                "partition-of k --partitions 3",
                "doctor",
                "consume %s --from beginning --exit -q",
                "consume %s --from beginning --exit -q -o table",
                "consume %s --from beginning --exit -q -o csv",
                "consume %s --from beginning --exit -q -o json",
                "consume %s --from beginning --exit -q -o ndjson",
                "consume %s --from beginning --exit -q --template %%v",
                "consume %s --from beginning --exit -q --group %s --commit each"
            })
    void unwritable_output_is_reported_once_and_fails(String command, TestTopic topic) {
        new CliRunner()
                .run("produce", topic.name(), "-v", "first", "-v", "second")
                .ok();
        new CliRunner()
                .run("consume", topic.name(), "--group", topic + "-before", "--exit")
                .ok();

        var run = new CliRunner()
                .writingTo(new Full())
                .run(command.replace("%s", topic.name()).split(" "));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo(SENTENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate --count 3", "generate --count 3 --json"})
    void unwritable_output_of_generate_counts_as_an_error(String command) {
        var run = new CliRunner().writingTo(new Full()).run(command.split(" "));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("errors: 1").endsWith(SENTENCE);
    }

    /** Like {@code /dev/full}, which not every machine has. */
    private static final class Full extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
