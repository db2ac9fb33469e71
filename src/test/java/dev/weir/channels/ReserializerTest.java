package dev.weir.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class ReserializerTest {

    @Test
    void gives_bytes_back_as_they_are() {
        var bytes = new byte[] {0, -1};

        assertThat(Reserializer.of(ByteArrayDeserializer.class.getName(), Optional.empty())
                        .bytes("t", bytes))
                .isSameAs(bytes);
    }

    @Test
    void turns_text_into_bytes_again() {
        assertThat(Reserializer.of(StringDeserializer.class.getName(), Optional.empty())
                        .bytes("t", "消息"))
                .isEqualTo("消息".getBytes(UTF_8));
    }

    @Test
    void takes_the_serializer_it_is_told() {
        assertThat(Reserializer.of("whatever", Optional.of(LongSerializer.class.getName()))
                        .bytes("t", 1L))
                .hasSize(8);
    }

    @Test
    void leaves_null_null() {
        assertThat(Reserializer.OF_BYTES.bytes("t", null)).isNull();
    }

    @Test
    void says_what_to_do_where_there_is_no_counterpart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Reserializer.of("audit.EntryDeserializer", Optional.empty()))
                .withMessageContaining("audit.EntrySerializer")
                .withMessageContaining("dead-letter-queue.value.serializer");
    }
}
