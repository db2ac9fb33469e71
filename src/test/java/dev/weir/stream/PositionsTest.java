package dev.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    private static final int HEADER_LIMIT = 16 * 1024;

    @Test
    void a_few_partitions_are_legible_and_unread_ones_are_omitted() {
        assertThat(positions(Map.of(0, 12L, 1, 7L, 2, 0L)).id()).isEqualTo("0:12,1:7");
        assertThat(positions(Map.of(0, 0L, 1, 0L)).id()).isEqualTo("0:0");
        assertThat(positions(Map.of(3, 0L)).id()).isEqualTo("3:0");
    }

    /** A part of the id is kept from one record to the next. */
    @Test
    void the_id_names_the_position_of_each_partition_after_each_record() {
        var random = new SplittableRandom(7);
        for (int partitions : new int[] {1, 2, 12, 60, 500}) {
            var positions = new Positions();
            Map<Integer, Long> expected = new HashMap<>();
            IntStream.range(0, partitions).forEach(each -> positions.set(each, 0));
            int partition = 0;
            for (int i = 0; i < 2_000; i++) {
                partition = random.nextInt(4) == 0 ? random.nextInt(partitions) : partition;
                long offset = random.nextLong(random.nextInt(10) == 0 ? 2 : 1_000_000_000);
                positions.set(partition, offset);
                expected.put(partition, offset);
                expected.values().removeIf(each -> each == 0);
                var found = Positions.parse(positions.id());
                found.values().removeIf(each -> each == 0);
                assertThat(found).isEqualTo(expected);
            }
            positions.clear();
            positions.set(3, 4);
            assertThat(positions.id()).isEqualTo("3:4");
        }
    }

    /** So that the next record of this partition costs no packing. */
    @Test
    void the_last_partition_stands_before_those_that_are_packed() {
        var positions = new Positions();
        IntStream.range(0, 500).forEach(each -> positions.set(each, 1_000));
        positions.set(3, 1_001);
        var id = positions.id();
        positions.set(3, 1_002);

        assertThat(id).matches("3:1001,z[A-Za-z0-9_-]+");
        assertThat(positions.id()).isEqualTo(id.replace("3:1001,", "3:1002,"));
    }

    @Test
    void unread_partitions_take_no_space() {
        Map<Integer, Long> places = new HashMap<>();
        for (int partition = 0; partition < 1_000; partition++) {
            places.put(partition, partition == 700 ? 40L : 0L);
        }

        assertThat(positions(places).id()).isEqualTo("700:40");
    }

    @Test
    void a_thousand_partitions_fit_into_a_header_and_come_back_to_the_digit() {
        var random = new SplittableRandom(7);
        Map<Integer, Long> places = new HashMap<>();
        for (int partition = 0; partition < 1_000; partition++) {
            places.put(partition, random.nextLong(1, 1_000_000_000_000L));
        }
        var id = positions(places).id();

        assertThat(id.length()).isLessThan(HEADER_LIMIT * 2 / 3);
        assertThat(id).matches("999:\\d+,z[A-Za-z0-9_-]+");
        assertThat(Positions.parse(id)).isEqualTo(places);
    }

    @Test
    void packed_positions_stand_behind_a_comma() {
        var positions = new Positions();
        IntStream.range(0, 500).forEach(each -> positions.set(each, 1_000));
        var id = positions.id();

        assertThatThrownBy(() -> Positions.parse(id.replace(",z", "1z")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Last-Event-ID");
    }

    @Test
    void the_largest_offsets_and_partitions_come_back() {
        Map<Integer, Long> places = new HashMap<>();
        for (int partition = 0; partition < 100; partition++) {
            places.put(partition * 1_000, Long.MAX_VALUE - partition);
        }

        assertThat(Positions.parse(positions(places).id())).isEqualTo(places);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z",
                "zz",
                "z!!",
                "zAAAA",
                "x",
                "",
                "0:1,0:2",
                "0:1,",
                "0:-1",
                "z\u00e9",
                "zY2BgYGBg",
                "1:2zY2BgYGBg",
                "1:2,z"
            })
    void an_id_that_weir_did_not_create_is_rejected(String id) {
        assertThatThrownBy(() -> Positions.parse(id))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Last-Event-ID");
    }

    @Test
    void a_bomb_is_refused_without_being_unpacked() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes, new Deflater(9, true))) {
            out.write("\u0001\u0002".repeat(20_000_000).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        var id = "z" + Base64.getUrlEncoder().encodeToString(bytes.toByteArray());

        assertThatThrownBy(() -> Positions.parse(id)).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:12", "0:12,1:7", "17:0,3:9223372036854775807"})
    void an_id_is_read_as_it_was_written(String id) {
        var positions = new Positions();
        Positions.parse(id).forEach(positions::set);

        // A partition that is left out is read from 0.
        var expected = new HashMap<>(Positions.parse(id));
        expected.values().removeIf(offset -> offset == 0);
        assertThat(Positions.parse(positions.id())).isEqualTo(expected);
        assertThat(positions.size()).isEqualTo(id.split(",", -1).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "0:", ":1", "0:1,", "0:-1", "0:1,0:2", "0:1;1:2", "0:9223372036854775808"})
    void an_id_that_is_none_of_ours_is_refused(String id) {
        assertThatThrownBy(() -> Positions.parse(id))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Last-Event-ID");
    }

    private static Positions positions(Map<Integer, Long> places) {
        var positions = new Positions();
        places.forEach(positions::set);
        return positions;
    }
}
