package dev.weir.description;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.ForeignPrograms;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the programs of docs/clients.md. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ExamplesTest {

    @TestHTTPResource("/")
    URI weir;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"python3, python, orders.py", "node, js, orders.mjs"})
    void an_example_sends_reads_and_commits(String program, String language, String file, TestTopic topic)
            throws IOException, InterruptedException {
        ForeignPrograms.need(program);
        var source = Files.writeString(directory.resolve(file), example(language));
        var group = topic.name() + "-group";

        var printed = ForeignPrograms.run(
                directory.resolve("log"),
                program,
                source.toString(),
                "http://" + weir.getAuthority(),
                topic.name(),
                group);

        assertThat(printed).contains("stored", "read order 1 of customer-7", "read order 2 of customer-7");
        assertThat(topic.committed(group)).isEqualTo(2);
    }

    private static String example(String language) throws IOException {
        var block = Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/clients.md")));
        assertThat(block.find())
                .as("docs/clients.md has an example in " + language)
                .isTrue();
        return block.group(1);
    }
}
