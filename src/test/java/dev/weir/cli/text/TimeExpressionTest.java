package dev.weir.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeExpressionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            now,                            2026-03-01T12:00:00Z
            1h-ago,                         2026-03-01T11:00:00Z
            90m-ago,                        2026-03-01T10:30:00Z
            250ms-ago,                      2026-03-01T11:59:59.750Z
            2d-ago,                         2026-02-27T12:00:00Z
            1w-ago,                         2026-02-22T12:00:00Z
            2026-01-01T00:00Z,              2026-01-01T00:00:00Z
            2026-01-01T00:00:30.5+02:00,    2025-12-31T22:00:30.500Z
            1735689600000,                  2025-01-01T00:00:00Z
            1735689600,                     2025-01-01T00:00:00Z
            1735689600.25,                  2025-01-01T00:00:00.250Z
            1735689600s,                    2025-01-01T00:00:00Z
            1735689600000ms,                2025-01-01T00:00:00Z
            5ms,                            1970-01-01T00:00:00.005Z
            99999999999,                    5138-11-16T09:46:39Z
            100000000000,                   1973-03-03T09:46:40Z
            253402300799999,                9999-12-31T23:59:59.999Z
            0,                              1970-01-01T00:00:00Z
            """)
    void times_are_parsed(String text, Instant moment) {
        assertThat(TimeExpression.parse(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1767225600    | 1767225600 is read as seconds since 1970, which is 2026-01-01T00:00:00Z
            1767225600000 | 1767225600000 is read as milliseconds since 1970, which is 2026-01-01T00:00:00Z
            1767225600.5  | 1767225600.5 is read as seconds since 1970, which is 2026-01-01T00:00:00.500Z
            """)
    void number_without_unit_states_the_assumed_unit(String text, String reading) {
        assertThat(TimeExpression.interpretation(text)).hasValue(reading);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767225600s", "5ms", "now", "1h-ago", "2026-01-01", "1767225600000000"})
    void time_with_unit_states_nothing(String text) {
        assertThat(TimeExpression.interpretation(text)).isEmpty();
    }

    @Test
    void time_without_zone_is_in_the_zone_of_the_machine() {
        var zone = ZoneId.systemDefault();

        assertThat(TimeExpression.parse("2026-01-01T07:30", NOW))
                .isEqualTo(LocalDateTime.of(2026, 1, 1, 7, 30).atZone(zone).toInstant());
        assertThat(TimeExpression.parse("2026-01-01", NOW))
                .isEqualTo(LocalDateTime.of(2026, 1, 1, 0, 0).atZone(zone).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01",
                "2026-01-01T25:00Z",
                "1y-ago",
                "-5",
                "1960-01-01T00:00Z",
                "99999d-ago",
                "1767225600000000",
                "1767225600000000000",
                "253402300800000",
                "253402300800s",
                "+10000-01-01T00:00Z",
                "+999999999-12-31T00:00Z",
                "1767225600us"
            })
    void invalid_time_is_rejected(String text) {
        assertThatThrownBy(() -> TimeExpression.parse(text, NOW))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(text);
    }
}
