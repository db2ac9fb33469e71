package dev.weir.consumers.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    private static final long HANDOUT = 17;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17",
                "\"17\"",
                " \t17 ",
                "16,17",
                "\"16\", \"17\"",
                "W/\"17\", \"17\"",
                "\"a,b\" , 17",
                ", ,17,",
                "*",
                " * "
            })
    void a_commit_that_names_the_number_holds(String header) {
        assertThat(holds(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "\"16\", 18", "W/\"17\"", "\"017\"", "017", "\"*\"", "\"\"", "\"1,7\"", "\"\u00ff\""})
    void a_commit_that_names_other_numbers_does_not_hold(String header) {
        assertThat(holds(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "abc",
                "\"17",
                "17\"",
                "17 18",
                "-17",
                "w/\"17\"",
                "W/17",
                "*, 17",
                "17, *",
                "17;18",
                "\"1 7\"",
                "99999999999999999999"
            })
    void a_malformed_condition_is_invalid_and_said_so(String header) {
        assertThatThrownBy(() -> IfMatch.of(List.of(header)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID))
                .hasMessageContaining("If-Match")
                .hasMessageContaining("'" + header + "'");
    }

    @Test
    void several_lines_are_one_list() {
        assertThat(holds("16", "17")).isTrue();
        assertThat(holds("15", "\"16\"")).isFalse();
    }

    @Test
    void a_commit_without_a_condition_holds() {
        assertThat(holds()).isTrue();
    }

    private static boolean holds(String... lines) {
        var condition = IfMatch.of(Arrays.asList(lines));
        try {
            condition.check(HANDOUT);
            return true;
        } catch (Failure failure) {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.PRECONDITION_FAILED);
            return false;
        }
    }
}
