package dev.weir.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionLagTest {

    private static final TopicPartition AT = new TopicPartition("orders", 0);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # committed, end, lag, age
                      7,  10,   3,
                     10,  10,   0,   0
                     12,  10,   0,   0
                       ,  10,    ,
                      7,    ,    ,
            """)
    void lag_is_the_number_of_unread_records(Long committed, Long end, Long lag, Long age) {
        var at = PartitionLag.of(AT, committed, end, null);

        assertThat(at.lag()).isEqualTo(lag);
        assertThat(at.lagMillis()).isEqualTo(age);
        assertThat(at.isBehind()).isEqualTo(lag != null && lag > 0);
    }

    @Test
    void the_total_counts_partitions_with_a_committed_offset() {
        var read = PartitionLag.of(AT, 7L, 10L, null);
        var never = PartitionLag.of(AT, null, 10L, null);

        assertThat(GroupLag.total(List.of(read, never, read))).isEqualTo(6);
        assertThat(GroupLag.total(List.of(never))).isNull();
    }

    @Test
    void a_total_is_unknown_where_a_part_of_it_is() {
        var read = PartitionLag.of(AT, 7L, 10L, null);
        var leaderless = PartitionLag.of(AT, 7L, null, null);

        assertThat(GroupLag.total(List.of(read, leaderless))).isNull();
    }
}
