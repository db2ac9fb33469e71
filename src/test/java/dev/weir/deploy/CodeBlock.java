package dev.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** The fenced blocks of a document in Markdown. */
final class CodeBlock {

    private CodeBlock() {}

    /** The only block of a language. */
    static String of(String markdown, String language) {
        var blocks = Pattern.compile("(?ms)^```" + Pattern.quote(language) + "\n(.*?)^```$")
                .matcher(markdown)
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).as("blocks of " + language).hasSize(1);
        return blocks.get(0);
    }

    /** A text with another in place of a part that it must have. */
    static String replaced(String text, String part, String by) {
        assertThat(text).contains(part);
        return text.replace(part, by);
    }
}
