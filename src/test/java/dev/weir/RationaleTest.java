package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code and documents refer to a decision by its heading in {@code RATIONALE.md}, which lists its headings first. */
class RationaleTest {

    private static final Path RATIONALE = Path.of("RATIONALE.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^(##|###) (.+)$");
    private static final Pattern CONTENTS = Pattern.compile("(?m)^( *)- \\[(.+)]\\(#(.+)\\)$");
    private static final Pattern REFERENCE = Pattern.compile("RATIONALE\\.md,\\s+\"([^\"]+)\"");
    private static final Pattern LINE_BREAK_IN_COMMENT = Pattern.compile("\\R\\s*(?:\\*|//|#)?\\s*");
    private static final Pattern TEXT_FILE = Pattern.compile("[^.]+|.+\\.(java|properties|yaml|xml|md|tsv|jvm)");

    @ParameterizedTest
    @ValueSource(strings = {"src", "docs", ".ci", "README.md", "CONTRIBUTING.md", "SECURITY.md", "pom.xml", "weir"})
    void every_reference_names_a_heading(String root) throws IOException {
        var headings = headings();
        try (var paths = Files.walk(Path.of(root))) {
            for (var path : paths.filter(RationaleTest::isText).toList()) {
                assertThat(references(Files.readString(path)))
                        .as("references in %s", path)
                        .isSubsetOf(headings);
            }
        }
    }

    @Test
    void a_reference_in_a_wrapped_comment_is_found() throws IOException {
        var planted = "/**\n * Restores retries. See RATIONALE" + ".md, \"No heading\n * of this name\".\n */";

        assertThat(references(planted)).containsExactly("No heading of this name");
        assertThat(headings()).doesNotContain("No heading of this name");
    }

    @Test
    void the_contents_list_every_heading_in_order() throws IOException {
        var text = Files.readString(RATIONALE);
        var headings = HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1) + heading.group(2) + "#" + anchor(heading.group(2)));
        var contents = CONTENTS.matcher(text)
                .results()
                .map(entry -> (entry.group(1).isEmpty() ? "##" : "###") + entry.group(2) + "#" + entry.group(3));

        assertThat(contents).containsExactlyElementsOf(headings.toList());
    }

    private static List<String> headings() throws IOException {
        return HEADING.matcher(Files.readString(RATIONALE))
                .results()
                .map(heading -> heading.group(2))
                .toList();
    }

    private static List<String> references(String text) {
        return REFERENCE
                .matcher(LINE_BREAK_IN_COMMENT.matcher(text).replaceAll(" "))
                .results()
                .map(reference -> reference.group(1))
                .toList();
    }

    /** The anchor of a heading on the pages of a repository. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
    }

    private static boolean isText(Path path) {
        return Files.isRegularFile(path)
                && TEXT_FILE.matcher(path.getFileName().toString()).matches();
    }
}
