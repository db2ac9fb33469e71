package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBytesTest {

    private final BoundedBytes bytes = new BoundedBytes(1_000);

    @BeforeEach
    void begin() {
        bytes.reset(100);
    }

    @Test
    void the_first_record_is_returned_even_if_it_exceeds_the_limit() {
        var first = new RecordHeaders();

        assertThat(copy(first, 10)).hasSize(10);
        assertThat(copy(first, 500)).hasSize(500);
        assertThat(copy(new RecordHeaders(), 1)).isSameAs(BoundedBytes.LATER);
    }

    @Test
    void a_record_that_does_not_fit_and_all_after_it_are_returned_later() {
        assertThat(copy(new RecordHeaders(), 60)).hasSize(60);
        assertThat(copy(new RecordHeaders(), 60)).isSameAs(BoundedBytes.LATER);
        assertThat(copy(new RecordHeaders(), 1)).isSameAs(BoundedBytes.LATER);

        bytes.reset(100);
        assertThat(copy(new RecordHeaders(), 60)).hasSize(60);
    }

    @Test
    void headers_count() {
        assertThat(copy(new RecordHeaders(), 1)).hasSize(1);
        assertThat(copy(new RecordHeaders().add("h", new byte[200]), 1)).isSameAs(BoundedBytes.LATER);
    }

    @Test
    void a_record_over_the_maximum_is_omitted_and_the_next_one_returned() {
        assertThat(copy(new RecordHeaders(), 1_001)).isEmpty();
        assertThat(copy(new RecordHeaders(), 1)).hasSize(1);
    }

    @Test
    void a_record_with_only_headers_takes_memory() {
        assertThat(bytes.admits(headersOnly(90))).isTrue();
        assertThat(bytes.admits(headersOnly(90))).isFalse();
        assertThat(bytes.used()).isGreaterThan(90);

        bytes.reset(100);
        assertThat(bytes.admits(headersOnly(90))).isTrue();
    }

    @Test
    void headers_of_a_record_without_a_value_are_hidden_where_values_are() {
        var shown = headersOnly(1);
        bytes.admits(shown);
        assertThat(shown.headers()).isNotEmpty();

        bytes.hidingValues();
        var hidden = headersOnly(1);
        bytes.admits(hidden);
        assertThat(hidden.headers()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> headersOnly(int size) {
        var record = new ConsumerRecord<byte[], byte[]>("t", 0, 0, null, null);
        record.headers().add("h", new byte[size]);
        return record;
    }

    private byte[] copy(Headers headers, int size) {
        return bytes.deserialize("t", headers, ByteBuffer.allocate(size));
    }
}
