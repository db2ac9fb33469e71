package dev.weir.produce.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.model.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptPositionsTest {

    @Test
    void a_client_without_an_id_is_new() {
        assertThat(ReceiptPositions.of(null).isNew()).isTrue();
        assertThat(ReceiptPositions.of("k3x:7").isNew()).isFalse();
    }

    @Test
    void the_sequence_is_that_of_the_run() {
        var positions = ReceiptPositions.of("k3x.0a1b2c3d:7,k4y.ffffffff:12");

        assertThat(positions.sequence("k4y.ffffffff")).isEqualTo(12);
    }

    @Test
    void a_run_that_the_client_has_not_seen_begins_at_zero() {
        assertThat(ReceiptPositions.of("k3x:7").sequence("k4y")).isZero();
    }

    @Test
    void a_position_that_moves_replaces_that_of_its_node() {
        var positions = ReceiptPositions.of("k3x.0a1b2c3d:7,k4y.ffffffff:12");

        assertThat(positions.moved("k5z.0a1b2c3d:1")).isEqualTo("k4y.ffffffff:12,k5z.0a1b2c3d:1");
        assertThat(positions.at("0a1b2c3d")).hasValue("k5z.0a1b2c3d:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "k3x:",
                "k3x:x",
                "k3x:-1",
                "k3x:7,",
                "k3x:7,later",
                "k3x.tag:7",
                "k3x:9999999999999999999"
            })
    void an_id_that_no_event_has_is_refused_as_a_whole(String id) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> ReceiptPositions.of(id))
                .withMessageStartingWith("Last-Event-ID is not one of ours")
                .matches(failure -> failure.kind() == Failure.Kind.INVALID);
    }
}
