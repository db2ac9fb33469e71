package dev.weir.channels.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordLineTest {

    @Test
    void a_line_has_the_offset_and_the_content_of_a_record() {
        assertThat(RecordLine.of(record("user-7", "这是第1条消息"), 200)).isEqualTo("web_log[2]@41 key=user-7 value=这是第1条消息");
    }

    @Test
    void null_and_an_empty_value_differ() {
        assertThat(RecordLine.of(record(null, ""), 200)).isEqualTo("web_log[2]@41 key=null value=");
    }

    @Test
    void headers_are_in_their_order() {
        var record = record("k", "v");
        record.headers()
                .add("b", utf8("header values are binary"))
                .add("a", null)
                .add("b", new byte[] {-1});

        assertThat(RecordLine.of(record, 200)).endsWith(" headers=[b=header values are binary, a=null, b=base64:/w==]");
    }

    @Test
    void bytes_that_are_not_utf_8_are_in_base64() {
        var record = new ConsumerRecord<>("web_log", 2, 41, new byte[] {-1, 0}, new byte[] {(byte) 0xc3});

        assertThat(RecordLine.of(record, 200)).isEqualTo("web_log[2]@41 key=base64:/wA= value=base64:ww==");
    }

    @Test
    void a_record_cannot_forge_a_line_of_the_log() {
        assertThat(RecordLine.of(record("k\u001b[2J", "a\r\n2026-01-01 ERROR\u0085b"), 200))
                .isEqualTo("web_log[2]@41 key=k\\u001b[2J value=a\\u000d\\u000a2026-01-01 ERROR\\u0085b");
    }

    @Test
    void a_header_cannot_forge_a_line_of_the_log() {
        var record = record("k", "v");
        record.headers().add("a\nb", utf8("c\nd"));

        assertThat(RecordLine.of(record, 200)).endsWith(" headers=[a\\u000ab=c\\u000ad]");
    }

    @Test
    void a_long_value_is_shortened_and_its_length_shown() {
        assertThat(RecordLine.of(record("12345", "123456"), 5))
                .isEqualTo("web_log[2]@41 key=12345 value=12345... (6 characters)");
    }

    @Test
    void length_0_shows_sizes_only() {
        var record = record("secret", "secret 日");
        record.headers().add("h", utf8("secret"));

        assertThat(RecordLine.of(record, 0))
                .isEqualTo("web_log[2]@41 key=(6 bytes) value=(10 bytes) headers=[h=(6 bytes)]");
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return new ConsumerRecord<>("web_log", 2, 41, utf8(key), utf8(value));
    }

    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
