package dev.weir.kafka.partitioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionChooserTest {

    private static final int PARTITIONS = 7;

    private final PartitionChooser partitioner = new PartitionChooser();

    @Test
    void murmur2_leaves_the_choice_to_kafkas_own_producer() {
        assertThat(partitioner.choose(PartitionerType.MURMUR2, keyed("k1"), PARTITIONS))
                .isNull();
        assertThat(partitioner.choose(PartitionerType.MURMUR2, keyed(null), PARTITIONS))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void a_partition_that_the_record_names_is_taken(PartitionerType how) {
        var record = new ProducerRecord<>("named", 3, bytes("k1"), bytes("v"));

        assertThat(partitioner.choose(how, record, PARTITIONS)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MURMUR2", "ROUND_ROBIN"})
    void a_record_without_a_key_may_get_any_partition(PartitionerType how) {
        var chosen = IntStream.range(0, 1_000)
                .mapToObj(i -> partitioner.choose(how, keyed(null), PARTITIONS))
                .collect(Collectors.toSet());

        assertThat(chosen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void crc32_treats_an_empty_key_as_no_key_as_librdkafka_does() {
        var chosen = IntStream.range(0, 1_000)
                .mapToObj(i -> partitioner.choose(PartitionerType.CRC32, keyed(""), PARTITIONS))
                .collect(Collectors.toSet());

        assertThat(chosen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @EnumSource(names = {"FNV1A", "FNV1A_REFERENCE", "CRC32_SIGNED"})
    void the_others_hash_an_empty_key_like_any_other(PartitionerType how) {
        var chosen = IntStream.range(0, 100)
                .mapToObj(i -> partitioner.choose(how, keyed(""), PARTITIONS))
                .collect(Collectors.toSet());

        assertThat(chosen).containsExactly(how.partition(new byte[0], PARTITIONS));
    }

    @ParameterizedTest
    @CsvSource({"FNV1A, 5", "FNV1A_REFERENCE, 4", "CRC32, 0", "CRC32_SIGNED, 4"})
    void a_key_decides(PartitionerType how, int partition) {
        assertThat(partitioner.choose(how, keyed("k1"), PARTITIONS)).isEqualTo(partition);
    }

    @Test
    void round_robin_starts_at_the_first_partition_and_continues_with_the_next() {
        var chosen = IntStream.range(0, 9)
                .mapToObj(i -> partitioner.choose(PartitionerType.ROUND_ROBIN, keyed("same"), 4))
                .toList();

        assertThat(chosen).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0);
    }

    @Test
    void round_robin_counts_for_each_topic_by_itself() {
        partitioner.choose(PartitionerType.ROUND_ROBIN, new ProducerRecord<>("one", bytes("v")), 4);

        assertThat(partitioner.choose(PartitionerType.ROUND_ROBIN, new ProducerRecord<>("other", bytes("v")), 4))
                .isZero();
    }

    @Test
    void round_robin_spreads_to_the_record_among_many_threads() throws Exception {
        int threads = 16;
        int each = 7_000;
        var counts = new AtomicIntegerArray(PARTITIONS);
        Callable<Void> sender = () -> {
            for (int i = 0; i < each; i++) {
                counts.incrementAndGet(partitioner.choose(PartitionerType.ROUND_ROBIN, keyed(null), PARTITIONS));
            }
            return null;
        };

        var pool = Executors.newFixedThreadPool(threads);
        try {
            var running = IntStream.range(0, threads).mapToObj(i -> sender).toList();
            for (Future<Void> done : pool.invokeAll(running)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(IntStream.range(0, PARTITIONS).map(counts::get)).containsOnly(threads * each / PARTITIONS);
    }

    private static ProducerRecord<byte[], byte[]> keyed(String key) {
        return new ProducerRecord<>("keyed", key == null ? null : bytes(key), bytes("v"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
