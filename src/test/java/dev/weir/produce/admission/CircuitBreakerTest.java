package dev.weir.produce.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.kafka.StaticClusterMonitor;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.TestProduceConfig;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A circuit that takes 50 ms without a confirmation for a stall. */
class CircuitBreakerTest {

    private static final Duration TIMEOUT = Deadlines.seconds(5);
    private static final Duration STALL = Duration.ofMillis(50);
    private static final TopicName ORDERS = new TopicName("orders");
    private static final TopicName OTHERS = new TopicName("others");

    private final CircuitBreaker circuit =
            new CircuitBreaker(StaticClusterMonitor.beating(), TestProduceConfig.small(100, 1_000));

    @Test
    void is_closed_while_nothing_is_under_way() {
        await().during(STALL.multipliedBy(3)).atMost(TIMEOUT).until(() -> circuit.problem(ORDERS)
                .isEmpty());
    }

    @Test
    void opens_for_a_topic_whose_records_nobody_confirms() {
        circuit.sent(ORDERS, 1);

        await().atMost(TIMEOUT).until(() -> circuit.problem(ORDERS).isPresent());

        assertThat(circuit.problem(ORDERS).orElseThrow().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(circuit.problem(ORDERS).orElseThrow()).hasMessageContaining("topic 'orders'");
        assertThat(circuit.problem(OTHERS)).isEmpty();
    }

    @Test
    void closes_when_the_last_record_has_its_outcome() {
        circuit.sent(ORDERS, 2);
        await().atMost(TIMEOUT).until(() -> circuit.problem(ORDERS).isPresent());

        circuit.completed(ORDERS, 2);

        assertThat(circuit.problem(ORDERS)).isEmpty();
    }

    @Test
    void closes_with_the_first_word_of_kafka() {
        circuit.sent(ORDERS, 2);
        await().atMost(TIMEOUT).until(() -> circuit.problem(ORDERS).isPresent());

        circuit.progressed(ORDERS);

        assertThat(circuit.problem(ORDERS)).isEmpty();
    }

    @Test
    void stays_open_while_only_silence_is_told() {
        circuit.sent(ORDERS, 2);
        await().atMost(TIMEOUT).until(() -> circuit.problem(ORDERS).isPresent());

        circuit.completed(ORDERS, 1);

        assertThat(circuit.problem(ORDERS)).isPresent();
    }

    @Test
    void more_records_do_not_make_a_stall_begin_anew() {
        circuit.sent(ORDERS, 1);
        await().atMost(TIMEOUT).until(() -> circuit.problem(ORDERS).isPresent());

        circuit.sent(ORDERS, 1);

        assertThat(circuit.problem(ORDERS)).isPresent();
    }

    @Test
    void is_open_for_all_while_the_cluster_is_gone() {
        var cut = new CircuitBreaker(StaticClusterMonitor.gone(), TestProduceConfig.small(100, 1_000));

        assertThat(cut.problem(OTHERS))
                .hasValueSatisfying(problem -> assertThat(problem).hasMessage("Kafka is gone"));
    }

    @Test
    void opens_for_good_at_a_stop() {
        circuit.stop();

        assertThat(circuit.problem(OTHERS))
                .hasValueSatisfying(problem -> assertThat(problem).hasMessageContaining("stopping"));
    }
}
