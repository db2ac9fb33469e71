package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README quotes the sample that the build compiles and tests. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    @Test
    void the_readme_quotes_the_whole_class_of_the_sample() throws IOException {
        var sample = Files.readString(Path.of("src/test/java/org/acme/audit/OrderAudit.java"));

        assertThat(README).content().contains("```java\n" + sample + "```");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void the_readme_quotes_each_channel_of_the_sample(int block) throws IOException {
        var blocks = Files.readString(Path.of("src/test/resources/org/acme/audit/channels.properties"))
                .strip()
                .split("\n\n");

        assertThat(blocks).hasSize(2);
        assertThat(README).content().contains("```properties\n" + blocks[block] + "\n```");
    }
}
