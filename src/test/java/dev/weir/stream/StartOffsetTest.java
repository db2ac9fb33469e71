package dev.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.stream.StartOffset.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartOffsetTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            earliest,                      EARLIEST, 0
            latest,                        LATEST,   0
            -10,                           LAST,     10
            0,                             TIME,     0
            1700000000123,                 TIME,     1700000000123
            1970-01-01T00:00:01Z,          TIME,     1000
            1970-01-01T01:00:01.5+01:00,   TIME,     1500
            """)
    void a_place_can_be_said_in_many_ways(String text, Kind kind, long value) {
        assertThat(StartOffset.fromString(text)).isEqualTo(new StartOffset(kind, value, Map.of()));
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
                "Earliest"
            })
    void what_is_no_place_is_refused(String text) {
        assertThatThrownBy(() -> StartOffset.fromString(text))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("from is earliest, latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:12", "0:12,1:7", "17:0,3:999999999999999999"})
    void an_id_is_read_as_it_was_written(String id) {
        var positions = new Positions();
        StartOffset.after(id).places().forEach(positions::set);

        // A partition that is left out is read from 0.
        var expected = new HashMap<>(Positions.parse(id));
        expected.values().removeIf(offset -> offset == 0);
        assertThat(Positions.parse(positions.id())).isEqualTo(expected);
        assertThat(positions.size()).isEqualTo(id.split(",", -1).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "0:", ":1", "0:1,", "0:-1", "0:1,0:2", "0:1;1:2", "0:1000000000000000000"})
    void an_id_that_is_none_of_ours_is_refused(String id) {
        assertThatThrownBy(() -> StartOffset.after(id))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Last-Event-ID");
    }
}
