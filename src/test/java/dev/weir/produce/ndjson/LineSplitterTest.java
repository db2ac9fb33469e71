package dev.weir.produce.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineSplitterTest {

    private static final String TOO_LONG = "<too long>";

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter =
            new LineSplitter(8, line -> lines.add(new String(line, StandardCharsets.UTF_8)), () -> lines.add(TOO_LONG));

    @Test
    void lines_are_split_at_line_ends() {
        feed("one\ntwo\n");

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void the_last_line_needs_no_line_end() {
        feed("one\ntwo");
        splitter.end();

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void a_carriage_return_is_part_of_the_line_end() {
        feed("one\r\ntwo\r");
        feed("\nthree\r");
        splitter.end();

        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void empty_lines_are_skipped() {
        feed("\n\r\n\none\n\n");
        splitter.end();

        assertThat(lines).containsExactly("one");
    }

    @Test
    void a_line_may_arrive_in_pieces() {
        feed("o");
        feed("n");
        feed("e\ntw");
        feed("o\n");

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void a_line_of_the_maximum_length_is_read() {
        feed("12345678\n");

        assertThat(lines).containsExactly("12345678");
    }

    @Test
    void a_line_that_is_too_long_is_reported_once_and_the_next_is_read() {
        feed("123456789\nnext\n");

        assertThat(lines).containsExactly(TOO_LONG, "next");
    }

    @Test
    void a_line_in_pieces_is_reported_once_as_soon_as_it_is_too_long() {
        feed("123456789");
        assertThat(lines).containsExactly(TOO_LONG);
        feed("123456789");
        feed("123456789\nnext\n");

        assertThat(lines).containsExactly(TOO_LONG, "next");
    }

    @Test
    void a_dropped_line_at_the_end_is_reported_once() {
        feed("123456789");
        splitter.end();

        assertThat(lines).containsExactly(TOO_LONG);
    }

    @Test
    void a_line_of_the_maximum_length_is_read_with_its_carriage_return_in_another_piece() {
        feed("12345678\r");
        feed("\n123456789\r");
        feed("\n");

        assertThat(lines).containsExactly("12345678", TOO_LONG);
    }

    @Test
    void a_dropped_line_is_skipped_to_its_end() {
        feed("one");
        assertThat(splitter.drop()).isTrue();
        assertThat(splitter.drop()).isFalse();
        feed("more\nnext\n");

        assertThat(lines).containsExactly("next");
        assertThat(splitter.drop()).isFalse();
    }

    /** Reading the whole line again with each piece would copy 60 GB here. */
    @Test
    @Timeout(60)
    void a_long_line_in_many_pieces_takes_linear_time() {
        var whole = new ArrayList<byte[]>();
        var large = new LineSplitter(8_000_000, whole::add, () -> {});
        var piece = new byte[64];

        for (int i = 0; i < 8_000_000 / piece.length; i++) {
            large.feed(piece);
        }
        large.end();

        assertThat(whole).singleElement().satisfies(line -> assertThat(line).hasSize(8_000_000));
    }

    @Property
    void lines_do_not_depend_on_the_size_of_the_pieces(
            @ForAll @Size(max = 20) List<@IntRange(max = 7) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 30) int piece) {
        lines.clear();
        var sent = lengths.stream().map("x"::repeat).toList();
        var text = String.join("\n", sent) + "\n";

        for (int at = 0; at < text.length(); at += piece) {
            feed(text.substring(at, Math.min(text.length(), at + piece)));
        }
        splitter.end();

        assertThat(lines)
                .isEqualTo(sent.stream().filter(line -> !line.isEmpty()).toList());
    }

    private void feed(String text) {
        splitter.feed(text.getBytes(StandardCharsets.UTF_8));
    }
}
