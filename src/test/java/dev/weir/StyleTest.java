package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for text that the formatter leaves to its author. */
class StyleTest {

    private static final int MAX_WIDTH = 120;

    /** Tables, entries of a list of contents, and lines that are one link or one long word. */
    private static final Pattern UNBREAKABLE = Pattern.compile("\\s*(\\||[-*] \\[.*]\\(.*\\)$|\\S+$|- \\S+$).*");

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void lines_of_code_are_at_most_120_wide(String root) throws IOException {
        assertThat(violations(root, ".java", StyleTest::wideLinesOfJava)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "RATIONALE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs"})
    void lines_of_prose_are_at_most_120_wide(String root) throws IOException {
        assertThat(violations(root, ".md", StyleTest::wideLinesOfMarkdown)).isEmpty();
    }

    @Test
    void a_wide_line_of_code_or_comment_is_found() {
        var wide = "x".repeat(MAX_WIDTH);
        var java = """
                // %1$s
                var string = "%1$s";
                int %1$s;
                String block = \"""
                    %1$s
                    \""";
                """.formatted(wide);

        assertThat(wideLinesOfJava(java)).containsExactly(1, 3);
    }

    @Test
    void a_wide_line_of_prose_is_found() {
        var wide = "word ".repeat(MAX_WIDTH / 4);
        var markdown = """
                %1$s
                | %1$s |
                ```sh
                %1$s
                ```
                - [%1$s](#link)
                - %1$s
                """.formatted(wide);

        assertThat(wideLinesOfMarkdown(markdown)).containsExactly(1, 7);
    }

    private static List<String> violations(String root, String ending, Function<String, List<Integer>> lines)
            throws IOException {
        List<String> found = new ArrayList<>();
        for (var path : files(root, ending)) {
            lines.apply(Files.readString(path)).forEach(line -> found.add(path + ":" + line));
        }
        return found;
    }

    private static List<Path> files(String root, String ending) throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of(root))) {
            var files = paths.filter(path -> path.toString().endsWith(ending)).toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    /** The formatter does not break string literals, and text blocks are what they say. */
    private static List<Integer> wideLinesOfJava(String text) {
        return wideLines(
                text, "\"\"\"", line -> line.contains("\"") && !line.strip().startsWith("//"));
    }

    private static List<Integer> wideLinesOfMarkdown(String text) {
        return wideLines(text, "```", line -> UNBREAKABLE.matcher(line).matches());
    }

    private static List<Integer> wideLines(String text, String fence, Predicate<String> isExempt) {
        List<Integer> wide = new ArrayList<>();
        var lines = text.lines().toList();
        var isQuoted = false;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var isFence = count(line, fence) % 2 == 1;
            if (line.length() > MAX_WIDTH && !isQuoted && !isFence && !isExempt.test(line)) {
                wide.add(i + 1);
            }
            isQuoted ^= isFence;
        }
        return wide;
    }

    private static long count(String line, String part) {
        return IntStream.range(0, line.length())
                .filter(at -> line.startsWith(part, at))
                .count();
    }
}
