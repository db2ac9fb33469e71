package dev.weir.kafka.partitioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StickyPartitionerTest {

    private static final String TOPIC = "t";
    private static final Node NODE = new Node(1, "localhost", 9092);

    private final StickyPartitioner partitioner = new StickyPartitioner();

    @ParameterizedTest
    @CsvSource({"0, 235", "80, 110", "1000, 16", "16000, 2", "70000, 1"})
    void a_partition_is_kept_for_16_kilobytes(int bytes, int inARow) {
        var cluster = cluster(7, Set.of());
        var partitions = IntStream.range(0, 3 * inARow)
                .map(i -> keyless(new byte[bytes], cluster))
                .toArray();

        for (int i = 1; i < partitions.length; i++) {
            assertThat(partitions[i] == partitions[i - 1])
                    .as("record %d stays", i)
                    .isEqualTo(i % inARow != 0);
        }
    }

    @Test
    void a_partition_without_a_leader_is_left_at_once_and_not_chosen() {
        int first = keyless(new byte[1], cluster(3, Set.of()));
        var withoutFirst = cluster(3, Set.of(first));

        assertThat(IntStream.range(0, 2_000).map(i -> keyless(new byte[100], withoutFirst)))
                .doesNotContain(first);
    }

    @Test
    void records_go_on_where_no_partition_has_a_leader_and_where_there_is_one_only() {
        assertThat(IntStream.range(0, 1_000).map(i -> keyless(new byte[100], cluster(2, Set.of(0, 1)))))
                .contains(0, 1);
        assertThat(IntStream.range(0, 1_000).map(i -> keyless(new byte[100], cluster(1, Set.of()))))
                .containsOnly(0);
    }

    @Test
    void a_record_without_value_counts_too() {
        assertThat(IntStream.range(0, 1_000).map(i -> keyless(null, cluster(2, Set.of()))))
                .contains(0, 1);
    }

    @Test
    void a_key_decides_as_for_any_client_of_java() {
        var cluster = cluster(7, Set.of(3));
        for (int i = 0; i < 1_000; i++) {
            var key = ("key-" + i).getBytes(UTF_8);
            assertThat(partitioner.partition(TOPIC, key, key, null, null, cluster))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
        }
    }

    private int keyless(byte[] value, Cluster cluster) {
        return partitioner.partition(TOPIC, null, null, value, value, cluster);
    }

    private static Cluster cluster(int partitions, Set<Integer> withoutLeader) {
        var all = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(
                        TOPIC,
                        partition,
                        withoutLeader.contains(partition) ? null : NODE,
                        new Node[] {NODE},
                        new Node[] {NODE}))
                .toList();
        return new Cluster("c", List.of(NODE), all, Set.of(), Set.of());
    }
}
