package dev.weir.channels.deadletter;

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
    void bytes_are_unchanged() {
        var bytes = new byte[] {0, -1};

        assertThat(Reserializer.of(ByteArrayDeserializer.class.getName(), Optional.empty())
                        .bytes("t", bytes))
                .isSameAs(bytes);
    }

    @Test
    void a_string_becomes_its_bytes() {
        assertThat(Reserializer.of(StringDeserializer.class.getName(), Optional.empty())
                        .bytes("t", "消息"))
                .isEqualTo("消息".getBytes(UTF_8));
    }

    @Test
    void a_named_serializer_is_used() {
        assertThat(Reserializer.of("whatever", Optional.of(LongSerializer.class.getName()))
                        .bytes("t", 1L))
                .hasSize(8);
    }

    @Test
    void null_stays_null() {
        assertThat(Reserializer.OF_BYTES.bytes("t", null)).isNull();
    }

    @Test
    void a_missing_serializer_names_the_settings_for_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Reserializer.of("audit.EntryDeserializer", Optional.empty()))
                .withMessageContaining("audit.EntrySerializer")
                .withMessageContaining("dead-letter-queue.value.serializer");
    }
}
