package dev.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.HexFormat;
import org.apache.kafka.common.network.InvalidReceiveException;
import org.apache.kafka.common.network.NetworkReceive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class of ours that stands in the place of Kafka's. */
class NetworkReceiveTest {

    @Test
    void stands_before_kafkas_own() {
        assertThat(NetworkReceive.class.getProtectionDomain().getCodeSource().getLocation())
                .isNotEqualTo(InvalidReceiveException.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    @Test
    void a_response_in_pieces_is_received_whole() throws IOException {
        var receive = new NetworkReceive(100, "broker");

        assertThat(receive.requiredMemoryAmountKnown()).isFalse();
        read(receive, "0000");
        assertThat(receive.bytesRead()).isEqualTo(2);
        read(receive, "0003aa");
        assertThat(receive.requiredMemoryAmountKnown()).isTrue();
        assertThat(receive.memoryAllocated()).isTrue();
        assertThat(receive.complete()).isFalse();
        read(receive, "bbcc");
        assertThat(receive.complete()).isTrue();
        assertThat(receive.source()).isEqualTo("broker");
        assertThat(receive.size()).isEqualTo(7);
        assertThat(receive.bytesRead()).isEqualTo(7);
        assertThat(receive.payload().array()).containsExactly(0xaa, 0xbb, 0xcc);
        receive.close();
        assertThat(receive.payload()).isNull();
    }

    @Test
    void may_be_empty() throws IOException {
        var receive = new NetworkReceive("broker");

        read(receive, "00000000");

        assertThat(receive.complete()).isTrue();
        assertThat(receive.size()).isEqualTo(4);
    }

    @Test
    void ends_where_the_other_side_hangs_up() {
        assertThatThrownBy(() -> read(new NetworkReceive("broker"), "")).isInstanceOf(EOFException.class);
    }

    /** Alerts and handshakes of TLS 1.0 to 1.3; HTTP and SSH; more than any heap has. */
    @ParameterizedTest
    @ValueSource(strings = {"15030100", "15030300", "16030300", "48545450", "5353482d", "7fffffff"})
    void no_memory_is_allocated_for_other_protocols(String start) {
        assertThatThrownBy(() -> read(new NetworkReceive("broker"), start))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not speak Kafka's protocol");
    }

    @Test
    void keeps_to_the_limit_of_a_server() {
        assertThatThrownBy(() -> read(new NetworkReceive(100, "client"), "00000065"))
                .isInstanceOf(InvalidReceiveException.class);
        assertThatThrownBy(() -> read(new NetworkReceive("client"), "ffffffff"))
                .isInstanceOf(InvalidReceiveException.class);
    }

    private static void read(NetworkReceive receive, String hex) throws IOException {
        var pipe = Pipe.open();
        pipe.sink().write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
        if (hex.isEmpty()) {
            pipe.sink().close();
        }
        pipe.source().configureBlocking(false);
        try {
            receive.readFrom(pipe.source());
        } finally {
            pipe.source().close();
            pipe.sink().close();
        }
    }
}
