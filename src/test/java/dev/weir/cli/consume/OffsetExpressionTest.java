package dev.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.consume.OffsetExpression.Kind;
import dev.weir.model.Failure;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetExpressionTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            beginning,          BEGINNING,  0
            earliest,           BEGINNING,  0
            end,                END,        0
            newest,             END,        0
            stored,             STORED,     0
            2310,               OFFSET,     2310
            0,                  OFFSET,     0
            -10,                LAST,       10
            @1970-01-01T00:01Z, TIME,       60000
            @1h-ago,            TIME,       3600000
            """)
    void reads_places(String text, Kind kind, long value) {
        assertThat(OffsetExpression.parse(text, Instant.ofEpochSecond(7_200)))
                .isEqualTo(new OffsetExpression(kind, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "middle", "1.5", "--5", "@", "@tomorrow", "12345678901234567890"})
    void refuses_what_is_no_place(String text) {
        assertThatThrownBy(() -> OffsetExpression.parse(text, Instant.now())).isInstanceOf(Failure.class);
    }
}
