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

class MomentTest {

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
            0,                              1970-01-01T00:00:00Z
            """)
    void reads_times(String text, Instant moment) {
        assertThat(Moment.parse(text, NOW)).isEqualTo(moment);
    }

    @Test
    void takes_a_time_without_a_zone_for_one_of_this_machine() {
        var zone = ZoneId.systemDefault();

        assertThat(Moment.parse("2026-01-01T07:30", NOW))
                .isEqualTo(LocalDateTime.of(2026, 1, 1, 7, 30).atZone(zone).toInstant());
        assertThat(Moment.parse("2026-01-01", NOW))
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
                "99999d-ago"
            })
    void refuses_what_is_no_time_of_a_record(String text) {
        assertThatThrownBy(() -> Moment.parse(text, NOW))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(text);
    }
}
