package dev.weir.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.TextWidth;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_are_aligned_in_every_writing_system() {
        var lines = printed(new Table("group", "state", "lag")
                .row("日本", "Stable", 1)
                .row("👨‍👩‍👧", "Empty", 10)
                .row("größe", "🎉", 100));

        assertThat(lines).hasSize(4);
        for (var line : lines) {
            assertThat(TextWidth.of(line)).isEqualTo("GROUP  STATE   LAG".length());
        }
        assertThat(lines[1]).isEqualTo("日本   Stable    1");
    }

    @Test
    void characters_that_a_terminal_interprets_are_escaped() {
        assertThat(printed(new Table("group").row("a\u202eb\u2028c\ud83d")))
                .containsExactly("GROUP", "a\\u202eb\\u2028c\\ud83d");
    }

    private static String[] printed(Table table) {
        var out = new ByteArrayOutputStream();
        var console =
                new CliConsole(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), Set.of(), Map.of());
        table.print(console, OutputFormat.TABLE);
        console.flush();
        return out.toString(UTF_8).split("\n");
    }
}
