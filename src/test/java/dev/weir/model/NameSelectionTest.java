package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameSelectionTest {

    private static final List<String> NAMES = List.of("b.two", "a", "B.one", "b", "c.Two");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # prefix | contains | after | limit | names
              ''     | ''       |       |       | B.one a b b.two c.Two
              b      | ''       |       |       | b b.two
              ''     | tWO      |       |       | b.two c.Two
              ''     | ''       | a     |       | b b.two c.Two
              ''     | ''       | aa    |       | b b.two c.Two
              ''     | ''       |       | 2     | B.one a
              ''     | two      | b.two | 1     | c.Two
              x      | ''       |       | 1     | ''
            """)
    void names_are_selected_and_in_order(String prefix, String contains, String after, Integer limit, String names) {
        assertThat(String.join(
                        " ",
                        page(new NameSelection(prefix, contains, after, limit)).items()))
                .isEqualTo(names);
    }

    @Test
    void the_next_page_begins_after_the_last_name_of_this_one() {
        var first = page(new NameSelection("", "", null, 3));
        assertThat(first.next()).isEqualTo("b");
        var last = page(new NameSelection("", "", first.next(), 2));
        assertThat(last.items()).containsExactly("b.two", "c.Two");
        assertThat(last.next()).isNull();
    }

    @Test
    void names_that_may_not_be_seen_take_no_place_in_a_page() {
        var page = new NameSelection("", "", null, 2).of(NAMES, name -> name, name -> name.length() > 1);
        assertThat(page.items()).containsExactly("B.one", "b.two");
        assertThat(page.next()).isEqualTo("b.two");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void a_limit_out_of_range_is_invalid(int limit) {
        assertThatThrownBy(() -> new NameSelection("", "", null, limit))
                .isInstanceOf(Failure.class)
                .hasMessage("limit is 1 to 1000, not " + limit);
    }

    private static NamePage<String> page(NameSelection selection) {
        return selection.of(NAMES, name -> name, name -> true);
    }
}
