package dev.weir.kafka.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionerTypeTest {

    private static final BigInteger TWO_TO_32 = BigInteger.ONE.shiftLeft(32);

    /** Measured with the clients themselves at 7 partitions. */
    @ParameterizedTest
    @CsvFileSource(resources = "/partitions/golden-7.tsv", delimiter = '\t', numLinesToSkip = 1)
    void chooses_as_the_real_clients_did(
            String key, int murmur2, int fnv1a, int fnv1aReference, int crc32, int crc32Signed) {
        var bytes = key.getBytes(StandardCharsets.UTF_8);

        assertThat(PartitionerType.MURMUR2.partition(bytes, 7)).as("murmur2").isEqualTo(murmur2);
        assertThat(PartitionerType.FNV1A.partition(bytes, 7)).as("fnv1a").isEqualTo(fnv1a);
        assertThat(PartitionerType.FNV1A_REFERENCE.partition(bytes, 7))
                .as("fnv1a-reference")
                .isEqualTo(fnv1aReference);
        assertThat(PartitionerType.CRC32.partition(bytes, 7)).as("crc32").isEqualTo(crc32);
        assertThat(PartitionerType.CRC32_SIGNED.partition(bytes, 7))
                .as("crc32-signed")
                .isEqualTo(crc32Signed);
    }

    @Property
    void murmur2_is_the_positive_hash_modulo_the_partitions(
            @ForAll @Size(max = 64) byte[] key, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        assertThat(PartitionerType.MURMUR2.partition(key, partitions))
                .isEqualTo(Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    @Property
    void fnv1a_is_the_absolute_remainder_of_the_signed_hash(
            @ForAll @Size(max = 64) byte[] key, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        int signed = fnv1a(key).intValue();

        assertThat(PartitionerType.FNV1A.partition(key, partitions)).isEqualTo(Math.abs(signed % partitions));
    }

    @Property
    void fnv1a_reference_drops_the_sign(
            @ForAll @Size(max = 64) byte[] key, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        var unsigned = fnv1a(key).clearBit(31);

        assertThat(PartitionerType.FNV1A_REFERENCE.partition(key, partitions))
                .isEqualTo(unsigned.mod(BigInteger.valueOf(partitions)).intValue());
    }

    @Property
    void crc32_is_the_unsigned_checksum_modulo_the_partitions(
            @ForAll @Size(max = 64) byte[] key, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        assertThat(PartitionerType.CRC32.partition(key, partitions)).isEqualTo((int) (crc32(key) % partitions));
    }

    @Property
    void crc32_signed_is_the_absolute_remainder_of_the_signed_checksum(
            @ForAll @Size(max = 64) byte[] key, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        assertThat(PartitionerType.CRC32_SIGNED.partition(key, partitions))
                .isEqualTo(Math.abs((int) crc32(key) % partitions));
    }

    @ParameterizedTest
    @EnumSource
    void is_read_by_the_name_it_is_written_with(PartitionerType partitioning) {
        assertThat(PartitionerType.fromString(partitioning.toString())).isEqualTo(partitioning);
    }

    @Test
    void names_stand_as_they_are_in_requests() {
        assertThat(PartitionerType.values())
                .extracting(PartitionerType::toString)
                .containsExactly(
                        "murmur2", "fnv1a", "fnv1a-reference", "crc32", "crc32-signed", "round-robin", "random");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "murmur3", "MURMUR2", "fnv1a_reference", " crc32", "RoundRobin"})
    void refuses_other_names_and_says_which_there_are(String name) {
        assertThatThrownBy(() -> PartitionerType.fromString(name))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("fnv1a-reference");
    }

    @ParameterizedTest
    @EnumSource(names = {"ROUND_ROBIN", "RANDOM"})
    void a_partitioner_that_ignores_keys_computes_no_partition_of_a_key(PartitionerType partitioning) {
        assertThatThrownBy(() -> partitioning.partition(new byte[] {1}, 7)).isInstanceOf(IllegalStateException.class);
    }

    /** The hash as it is defined, in numbers that cannot overflow. */
    private static BigInteger fnv1a(byte[] key) {
        var hash = BigInteger.valueOf(0x811c9dc5L);
        for (byte b : key) {
            hash = hash.xor(BigInteger.valueOf(b & 0xff))
                    .multiply(BigInteger.valueOf(16_777_619))
                    .mod(TWO_TO_32);
        }
        return hash;
    }

    private static long crc32(byte[] key) {
        var sum = new CRC32();
        sum.update(key);
        return sum.getValue();
    }
}
