package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.reading.OffsetExpression.Kind;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetExpressionTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            earliest,                      EARLIEST,  0
            latest,                        LATEST,    0
            -10,                           LAST,      10
            -0,                            LATEST,    0
            0,                             TIMESTAMP, 0
            1700000000123,                 TIMESTAMP, 1700000000123
            1970-01-01T00:00:01Z,          TIMESTAMP, 1000
            1970-01-01T01:00:01.5+01:00,   TIMESTAMP, 1500
            """)
    void query_parameter_is_a_word_a_count_or_a_time(String text, Kind kind, long value) {
        assertThat(OffsetExpression.ofQuery(text)).isEqualTo(new OffsetExpression(kind, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "+5",
                "1.5",
                "99999999999999999999",
                "1970-01-01",
                "1970-01-01T00:00:01 01:00",
                "1969-12-31T23:59:59Z",
                "Earliest",
                "committed",
                "beginning"
            })
    void other_query_parameter_is_rejected_with_the_valid_values(String text) {
        assertThatThrownBy(() -> OffsetExpression.ofQuery(text))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("from is earliest, latest");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            earliest,  EARLIEST,  0
            beginning, EARLIEST,  0
            oldest,    EARLIEST,  0
            latest,    LATEST,    0
            end,       LATEST,    0
            newest,    LATEST,    0
            committed, COMMITTED, 0
            stored,    COMMITTED, 0
            2310,      OFFSET,    2310
            0,         OFFSET,    0
            -10,       LAST,      10
            @60,       TIMESTAMP, 60000
            """)
    void argument_is_a_word_an_offset_a_count_or_a_time(String text, Kind kind, long value) {
        assertThat(OffsetExpression.ofArgument(text, time -> Instant.ofEpochSecond(Long.parseLong(time))))
                .contains(new OffsetExpression(kind, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "middle", "1.5", "--5", "+5", "12345678901234567890"})
    void other_argument_is_left_to_the_command_to_reject(String text) {
        assertThat(OffsetExpression.ofArgument(text, time -> Instant.EPOCH)).isEmpty();
    }
}
