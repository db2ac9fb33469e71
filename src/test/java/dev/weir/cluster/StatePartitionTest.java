package dev.weir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatePartitionTest {

    @Property
    void it_is_what_kafkas_producer_would_choose(@ForAll String group, @ForAll String instance) {
        var key = (group + '\0' + instance).getBytes(UTF_8);

        assertThat(StatePartition.of(group, instance)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 32));
    }

    @Property
    void a_part_of_the_group_moved_to_the_name_is_another_key(@ForAll String a, @ForAll String b, @ForAll String c) {
        assertThat(StatePartition.of(a, b + c)).isBetween(0, StatePartition.COUNT - 1);
        assertThat(StatePartition.of(a + b, c)).isBetween(0, StatePartition.COUNT - 1);
    }

    /** Nodes of different versions must agree. */
    @ParameterizedTest
    @CsvSource({"orders, one, 19", "orders, two, 26", "grüße, 名, 22"})
    void it_is_the_same_in_every_version(String group, String instance, int partition) {
        assertThat(StatePartition.of(group, instance)).isEqualTo(partition);
    }

    @Test
    void the_instances_of_one_group_are_spread_over_all_partitions() {
        var partitions = new HashSet<Integer>();
        IntStream.range(0, 400).forEach(i -> partitions.add(StatePartition.of("orders", "worker-" + i)));

        assertThat(partitions).hasSize(StatePartition.COUNT);
    }
}
