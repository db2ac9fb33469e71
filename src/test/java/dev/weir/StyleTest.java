package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?<!\\S)//[^\n]*(?:\n[ \t]*//[^\n]*)*");
    private static final Pattern COMMENT_MARKUP = Pattern.compile("/\\*+|\\*+/|\n[ \t]*(?:\\*|//)|//|<p>");
    private static final Pattern NO_SUBJECT =
            Pattern.compile("(?:^|[.!?])\\s+(?:Who|What|Whoever|Whatever|Somebody|Nobody)\\b");

    private static final int MAX_FILES = 20;

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

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void sentences_of_comments_have_a_subject(String root) throws IOException {
        assertThat(violations(root, ".java", StyleTest::sentencesWithoutSubject))
                .isEmpty();
    }

    @Test
    void a_sentence_that_begins_with_a_relative_clause_is_found() {
        var java = """
                /**
                 * %1$s is planted here.
                 *
                 * @param name what a client sends
                 */
                int first; // A client. %1$s
                // comes again is not the subject.
                String second = "%1$s reads this";
                /** Reads what a client sends. %1$s else reads. */
                """.formatted("Nobody");

        assertThat(sentencesWithoutSubject(java)).containsExactly(1, 6, 9);
    }

    @Test
    void packages_have_at_most_20_files() throws IOException {
        var root = Path.of("src/main/java/dev/weir");
        var sizes = sizes(files(root.toString(), ".java").stream().map(root::relativize));

        assertThat(tooLarge(sizes)).isEmpty();
    }

    @Test
    void a_package_with_21_files_is_found() {
        var large = IntStream.rangeClosed(0, MAX_FILES).mapToObj(i -> Path.of("large", "Type" + i + ".java"));
        var small = IntStream.range(0, MAX_FILES).mapToObj(i -> Path.of("small", "Type" + i + ".java"));

        assertThat(tooLarge(sizes(Stream.concat(large, small)))).containsExactly("large: 21");
    }

    /** The number of files of each package, without {@code package-info.java}, which every package has. */
    private static Map<Path, Long> sizes(Stream<Path> files) {
        return files.filter(file -> file.getNameCount() > 1 && !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    }

    private static List<String> tooLarge(Map<Path, Long> sizes) {
        return sizes.entrySet().stream()
                .filter(size -> size.getValue() > MAX_FILES)
                .map(size -> size.getKey() + ": " + size.getValue())
                .toList();
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

    /** The first lines of comments in which a sentence begins with a relative clause or a pronoun for no one. */
    private static List<Integer> sentencesWithoutSubject(String text) {
        return COMMENT.matcher(text)
                .results()
                .filter(comment -> NO_SUBJECT
                        .matcher(COMMENT_MARKUP.matcher(comment.group()).replaceAll(" "))
                        .find())
                .map(comment -> 1 + count(text.substring(0, comment.start()), "\n"))
                .toList();
    }

    private static int count(String line, String part) {
        return (int) IntStream.range(0, line.length())
                .filter(at -> line.startsWith(part, at))
                .count();
    }
}
