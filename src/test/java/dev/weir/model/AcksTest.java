package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcksTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            all,    ALL
            -1,     ALL
            leader, LEADER
            1,      LEADER
            none,   NONE
            0,      NONE
            """)
    void has_a_name_and_the_number_that_kafka_gives_it(String text, Acks acks) {
        assertThat(Acks.fromString(text)).isEqualTo(acks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-2", "ALL", "quorum", " all", "01", "null"})
    void refuses_any_other_text(String text) {
        var refusal = catchThrowableOfType(Failure.class, () -> Acks.fromString(text));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(refusal).hasMessageContaining("all, leader or none");
    }

    @ParameterizedTest
    @EnumSource
    void reads_what_it_shows(Acks acks) {
        assertThat(Acks.fromString(acks.toString())).isEqualTo(acks);
    }

    @ParameterizedTest
    @EnumSource
    void shows_the_same_in_json(Acks acks) throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(acks)).isEqualTo("\"" + acks + "\"");
    }
}
