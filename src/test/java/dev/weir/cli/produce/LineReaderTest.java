package dev.weir.cli.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static final int MAX_LENGTH = 1_000_000;

    @Test
    void delimiters_separate_lines() throws IOException {
        assertThat(all("a\r\n\nb", '\n')).containsExactly("a\r", "", "b");
        assertThat(all("a\n", '\n')).containsExactly("a");
        assertThat(all("a\nb\0c\0", '\0')).containsExactly("a\nb", "c");
        assertThat(all("", '\n')).isEmpty();
    }

    @Property(tries = 100)
    void lines_do_not_depend_on_chunk_sizes(
            @ForAll("texts") List<String> texts, @ForAll @IntRange(min = 1, max = 200_000) int piece)
            throws IOException {
        var input = new ByteArrayInputStream((String.join("\n", texts) + "\n").getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, piece));
            }
        };
        assertThat(all(input, '\n')).isEqualTo(texts);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(0, 1, 10, 100, 70_000, 140_000, 300_000)
                .map("x"::repeat)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Test
    void too_long_line_is_skipped() throws IOException {
        var text = "first\n" + "x".repeat(MAX_LENGTH + 300_000) + "\nthird\n";
        var lines = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), (byte) '\n', MAX_LENGTH);

        assertThat(lines.next()).asString().isEqualTo("first");
        assertThatThrownBy(lines::next).isInstanceOf(Failure.class);
        assertThat(lines.number()).isEqualTo(2);
        assertThat(lines.next()).asString().isEqualTo("third");
        assertThat(lines.number()).isEqualTo(3);
        assertThat(lines.next()).isNull();
    }

    @Test
    void too_long_last_line_is_rejected() throws IOException {
        var lines = new LineReader(new ByteArrayInputStream(new byte[MAX_LENGTH * 2]), (byte) '\n', MAX_LENGTH);

        assertThatThrownBy(lines::next).isInstanceOf(Failure.class);
        assertThat(lines.next()).isNull();
    }

    private static List<String> all(String text, char delimiter) throws IOException {
        return all(new ByteArrayInputStream(text.getBytes(UTF_8)), delimiter);
    }

    private static List<String> all(InputStream in, char delimiter) throws IOException {
        var lines = new LineReader(in, (byte) delimiter, MAX_LENGTH);
        List<String> all = new ArrayList<>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            all.add(new String(line, UTF_8));
        }
        return all;
    }
}
