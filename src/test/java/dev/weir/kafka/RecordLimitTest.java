package dev.weir.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.compress.GzipCompression;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecord;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed records are read unchanged, except for a record that exceeds the memory limit. */
class RecordLimitTest {

    private static final int LIMIT = 1_000;
    private static final long OFFSET = 40;
    private static final long TIME = 1_700_000_000_000L;

    @Test
    void stands_before_kafkas_own() {
        assertThat(Compression.class.getProtectionDomain().getCodeSource().getLocation())
                .isNotEqualTo(GzipCompression.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void a_batch_of_each_kind_is_read_as_it_was_written(CompressionType type) {
        var records = MemoryRecords.withRecords(
                Compression.of(type).build(),
                new SimpleRecord(TIME, "k".getBytes(UTF_8), "v".repeat(300_000).getBytes(UTF_8)),
                new SimpleRecord(TIME + 1, (byte[]) null, null, new Header[] {new RecordHeader("h", null)}),
                new SimpleRecord(TIME + 2, new byte[0], new byte[0]));

        assertThat(records.records())
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first.valueSize()).isEqualTo(300_000),
                        second -> assertThat(second.headers()).containsExactly(new RecordHeader("h", null)),
                        third -> assertThat(third.offset()).isEqualTo(2));
    }

    @Test
    void a_record_that_is_too_long_is_returned_with_its_length() throws IOException {
        var limited = limited(record(0, 3, "before"), record(1, 200, "x".repeat(LIMIT)), record(2, 70_000, "behind"));

        var before = next(limited);
        var without = next(limited);
        var behind = next(limited);

        assertThat(UTF_8.decode(before.value()).toString()).isEqualTo("before");
        assertThat(RecordLimit.omittedBytes(new RecordHeaders(before.headers())))
                .isEqualTo(-1);
        assertThat(without.offset()).isEqualTo(OFFSET + 1);
        assertThat(without.timestamp()).isEqualTo(TIME + 200);
        assertThat(without.hasKey() || without.hasValue()).isFalse();
        assertThat(RecordLimit.omittedBytes(new RecordHeaders(without.headers())))
                .isBetween(LIMIT + 1L, LIMIT + 50L);
        assertThat(UTF_8.decode(behind.value()).toString()).isEqualTo("behind");
        assertThat(behind.timestamp()).isEqualTo(TIME + 70_000);
        assertThat(limited.read()).isEqualTo(-1);
    }

    @Test
    void a_record_as_long_as_the_limit_is_whole() throws IOException {
        var exact = record(0, 0, "x".repeat(LIMIT - 20));
        int body = exact.length - 2;

        assertThat(next(new RecordLimit(new ByteArrayInputStream(exact), body)).hasValue())
                .isTrue();
        assertThat(next(new RecordLimit(new ByteArrayInputStream(exact), body - 1L))
                        .hasValue())
                .isFalse();
    }

    @Test
    void nobody_can_forge_the_mark() {
        var forged = new RecordHeaders().add("weir-left-out", "7".getBytes(UTF_8));

        assertThat(RecordLimit.omittedBytes(forged)).isEqualTo(-1);
    }

    @Test
    void a_record_that_ends_in_its_middle_is_an_error() {
        var whole = record(0, 0, "x".repeat(LIMIT));
        var half = Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> next(limited(half))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> next(limited(HexFormat.of().parseHex("ffff")))).isInstanceOf(EOFException.class);
    }

    private static DefaultRecord next(InputStream records) throws IOException {
        return DefaultRecord.readFrom(records, OFFSET, TIME, 0, null);
    }

    private static InputStream limited(byte[]... records) {
        InputStream all = InputStream.nullInputStream();
        for (var record : records) {
            all = new SequenceInputStream(all, new ByteArrayInputStream(record));
        }
        return new RecordLimit(all, LIMIT);
    }

    private static byte[] record(int place, long later, String value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            DefaultRecord.writeTo(
                    out,
                    place,
                    later,
                    ByteBuffer.wrap(new byte[] {1}),
                    ByteBuffer.wrap(value.getBytes(UTF_8)),
                    new Header[0]);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }
}
