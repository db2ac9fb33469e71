package dev.weir.access.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.access.Action;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pattern          | name     | matches
            orders             | orders   | true
            orders             | orders-2 | false
            orders.*           | orders.a | true
            orders.*           | orders-a | false
            orders.*           | orders.  | true
            *                  | orders   | true
            regex:orders-\\d+  | orders-7 | true
            regex:orders-\\d+  | orders-7x| false
            regex:.*7          | orders-7 | true
            """)
    void a_pattern_is_a_name_a_prefix_or_a_regular_expression(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pattern      | topic              | allowed
            *              | __consumer_offsets | false
            _*             | __consumer_offsets | false
            regex:.*       | __consumer_offsets | false
            __*            | __consumer_offsets | true
            regex:__con.*  | __consumer_offsets | true
            __consumer_offsets | __consumer_offsets | true
            *              | weir.audit         | false
            w*             | weir.audit         | false
            weir.*         | weir.audit         | true
            regex:weir\\..*| weir.audit         | true
            weir.audit     | weir.audit         | true
            *              | weir.audit.dead    | true
            *              | orders             | true
            *              | states             | false
            s*             | states             | false
            weir.*         | states             | false
            states         | states             | true
            """)
    void topics_of_kafka_and_of_weir_are_reached_by_a_pattern_that_is_written_for_them(
            String pattern, String topic, boolean allowed) {
        var rule = new Rule(
                "r",
                Set.of("r"),
                List.of(NamePattern.of(pattern)),
                List.of(),
                Set.of(Action.READ),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of(new TopicName("states")));

        assertThat(rule.allows(Action.READ, new TopicName(topic))).isEqualTo(allowed);
    }
}
